using Microsoft.AspNetCore.Http;
using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;
using Vigil.Server.Errors;

namespace Vigil.Server.Transactions;

/// <summary>Requests that their sender may repeat: the same key is the same request.</summary>
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
                new FieldError(Header, $"{key.Length} characters", $"1 to {Longest} printable ASCII characters"));
        else if (StreamFields.Of(stream).Id < 0)
            problem = Problem.Invalid(new FieldError(Header, "the header",
                $"no such header: transactions of '{stream.Name}' have no identifier by which they could be found again"));
        return key;
    }

    /// <summary>422.</summary>
    public static Problem Reused(params IReadOnlyList<FieldError> errors) => Problem.Of(
        ErrorCodes.IdempotencyKeyReused, StatusCodes.Status422UnprocessableEntity,
        "This Idempotency-Key was used with other content: use a new key for each request.", errors: errors);

    /// <summary>Why a batch under a key is not a repetition; null when it is, or is new.</summary>
    public static Problem? Changed(IReadOnlyList<IncomingTransaction> items, string member)
    {
        var errors = new List<FieldError>();
        for (int i = 0; i < items.Count; i++)
            if (items[i].Submission is { Failure: SubmissionFailure.Differs } changed)
                errors.AddRange(Submitting.ErrorsOf(changed).Select(e => new FieldError($"{member}[{i}].{e.Column}", e.Found, e.Expected)));
        return errors.Count == 0 ? null : Reused(errors);
    }
}
