using System.Text.Json;
using Vigil.Server.Errors;
using Vigil.Server.Http;

namespace Vigil.Server.Transactions;

/// <summary>A request with one transaction.</summary>
internal static class SingleTransaction
{
    private const string ObjectExpected = "a JSON object in UTF-8, at most 16 levels deep, with the fields of one transaction";

    /// <summary>Reads a body that is the transaction.</summary>
    public static IncomingTransaction Read(ReadOnlySpan<byte> body, in IntakeTerms terms)
    {
        if (JsonShape.IsBlank(body))
            return new IncomingTransaction { Errors = [new(null, "an empty body", ObjectExpected)] };
        try
        {
            var json = new Utf8JsonReader(body, BodyMembers.Options);
            json.Read();
            var item = Intake.Read(ref json, body, terms, 0);
            json.Read();
            return item;
        }
        catch (JsonException e)
        {
            return new IncomingTransaction { Errors = [new(null, BodyMembers.Describe(e), ObjectExpected)] };
        }
    }

    /// <summary>Why there is no decision to answer with, once the transaction was submitted; null when there is one.</summary>
    public static async ValueTask<Problem?> DecideAsync(
        IntakeTermsFactory terms, IncomingTransaction item, IntakeTerms read, CancellationToken cancellation, string prefix = "")
    {
        if (item.Submission is not { } submission)
            return Problem.Invalid([.. item.Errors.Select(e => new FieldError(prefix + e.Column, e.Found, e.Expected))]);
        if (await terms.DecideAsync(read, [item], cancellation) is { } problem)
            return problem;
        return submission.Decision is null ? Submitting.Failed(submission, read.Key is not null && !item.HasOwnId, prefix) : null;
    }

    /// <summary>The decision of one that has it.</summary>
    public static JsonAnswer Answer(IncomingTransaction item, in IntakeTerms read)
    {
        var answer = JsonAnswer.Rent();
        BatchAnswer.WriteItem(answer.Json, item, read.Explains);
        return answer;
    }
}
