using System.Text.Json;
using Vigil.Server.Errors;
using Vigil.Server.Transactions;

namespace Vigil.Server.Jobs;

/// <summary>Why a transaction of a job was rejected: where and what was expected. What was found may be personal and is not kept.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Code">The code of the error.</param>
/// <param name="Errors">Field and expectation, in pairs.</param>
internal sealed record JobRejection(int Index, string Code, string[][] Errors)
{
    private const string NotKept = "a value that is not kept";

    /// <summary>The rejected ones of a job.</summary>
    public static List<JobRejection> Of(IReadOnlyList<IncomingTransaction> items)
    {
        var rejections = new List<JobRejection>();
        foreach (var (index, item) in items.Index())
            if (item.Submission is not { Decision: not null })
                rejections.Add(new JobRejection(index, Submitting.CodeOf(item),
                    [.. BatchAnswer.ErrorsOf(item).Select(e => (string[])[e.Column ?? "", e.Expected])]));
        return rejections;
    }

    /// <summary>Writes the result of a transaction without a decision that is kept.</summary>
    public static void Write(Utf8JsonWriter json, JobRejection? rejection)
    {
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, rejection?.Code ?? ErrorCodes.NotFound);
        BatchAnswer.WriteErrors(
            json, [.. (rejection?.Errors ?? []).Select(e => new Engine.Transactions.FieldError(e[0], NotKept, e[1]))]);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
