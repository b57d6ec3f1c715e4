using Microsoft.AspNetCore.Http;
using Vigil.Engine.Runtime;
using Vigil.Engine.Transactions;
using Vigil.Server.Errors;

namespace Vigil.Server.Transactions;

/// <summary>Requests that their sender may repeat: the same key is the same transaction.</summary>
internal static class Idempotency
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int Longest = 200;

    /// <summary>The key of a request, or null; an error when it cannot be used.</summary>
    public static string? KeyOf(HttpContext context, LiveStream stream, out Problem? problem)
    {
        problem = null;
        var values = context.Request.Headers[Header];
        if (values.Count == 0)
            return null;
        string key = values.ToString();
        if (values.Count > 1 || key.Length is 0 or > Longest || key.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            problem = Problem.Invalid(
                new Errors.FieldError(Header, $"{key.Length} characters", $"1 to {Longest} printable ASCII characters"));
        else if (StreamFields.Of(stream).Id < 0)
            problem = Problem.Invalid(new Errors.FieldError(Header, "the header",
                $"no such header: transactions of '{stream.Name}' have no identifier by which they could be found again"));
        return key;
    }

    /// <summary>422.</summary>
    public static Problem Reused() => Problem.Of(ErrorCodes.IdempotencyKeyReused, StatusCodes.Status422UnprocessableEntity,
        "This Idempotency-Key was used with another transaction: use a new key for each.");

    /// <summary>Whether a key was used with another transaction before.</summary>
    public static bool IsReused(IncomingTransaction incoming) =>
        incoming is { HasDerivedId: true, Submission: { Decision: { IsDuplicate: true } recorded } sent }
        && !IsSame(sent.Transaction, recorded, incoming.HasTime);

    private static bool IsSame(Transaction sent, Decision recorded, bool hasTime)
    {
        var (schema, before) = (sent.Schema, recorded.Transaction);
        // Under another version of the stream, or without its personal data, the record cannot be compared.
        if (recorded.IsErased || !before.Schema.Fields.SequenceEqual(schema.Fields))
            return true;
        bool hasSameTime = !hasTime || sent.Time == before.Time;
        if (!hasSameTime || !sent.Label.Equals(before.Label) || !sent.Numbers.AsSpan().SequenceEqual(before.Numbers))
            return false;
        for (int slot = 0; slot < schema.TextCount; slot++)
            if (!sent.Text(slot).SequenceEqual(before.Text(slot)))
                return false;
        return true;
    }
}
