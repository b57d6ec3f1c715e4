using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>What the user should know before trusting what was worked out.</summary>
internal static class InferenceWarnings
{
    /// <summary>An amount that is passed over, and times without a beginning.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<InferredColumn> inferred, IReadOnlyList<ColumnProfile> columns)
    {
        if (inferred.All(c => c.Role != FieldRole.Amount))
            foreach (var column in columns.Where(RoleEvidence.IsNamedAmount))
                yield return $"'{column.Name}' is named like an amount, but only {RoleEvidence.Percent(column.NumberShare)} of its values "
                    + $"are numbers, such as '{Cut(column.Values[0])}': no amount is judged; name one with --amount COLUMN";
        if (inferred.FirstOrDefault(c => c.Role == FieldRole.Time) is { } time && TimeParser.IsRelative(time.Format))
            yield return $"'{time.Name}' counts {time.Format} from a beginning that is not stated: times are shown as if it were "
                + "1970-01-01, and hours and weekdays mean nothing";
    }

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
