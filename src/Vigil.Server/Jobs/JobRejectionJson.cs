using System.Text.Json;
using Vigil.Engine.Operations;
using Vigil.Engine.Transactions;
using Vigil.Server.Errors;
using Vigil.Server.Transactions;

namespace Vigil.Server.Jobs;

/// <summary>Why transactions of jobs were rejected: kept without what was found, which may be personal.</summary>
internal static class JobRejectionJson
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
            json, [.. (rejection?.Errors ?? []).Select(e => new ColumnError(e[0], NotKept, e[1]))]);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
