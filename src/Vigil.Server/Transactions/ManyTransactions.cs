using Vigil.Server.Errors;

namespace Vigil.Server.Transactions;

/// <summary>A request with many transactions.</summary>
internal static class ManyTransactions
{
    /// <summary>Submits them; an error when none of them is answered, or when their key was used with others.</summary>
    /// <param name="terms">What decides and knows the keys.</param>
    /// <param name="items">The transactions.</param>
    /// <param name="read">How they were read.</param>
    /// <param name="member">What they are called in the request.</param>
    /// <param name="cancellation">Gives it up before they are taken; what was taken is decided.</param>
    public static async ValueTask<Problem?> DecideAsync(
        IntakeTermsFactory terms, IReadOnlyList<IncomingTransaction> items, IntakeTerms read, string member,
        CancellationToken cancellation)
    {
        if (await terms.DecideAsync(read, items, cancellation) is { } problem)
            return problem;
        return read.Key is null ? null : Idempotency.Changed(items, member);
    }
}
