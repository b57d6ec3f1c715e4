using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>What the user should know before trusting what was worked out.</summary>
internal static class InferenceWarnings
{
    /// <summary>An amount that is passed over or mixes currencies, and times without a beginning.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<InferredColumn> inferred, IReadOnlyList<ColumnProfile> columns)
    {
        if (inferred.All(c => c.Role != FieldRole.Amount))
            foreach (var column in columns.Where(RoleEvidence.IsNamedAmount))
                yield return $"'{column.Name}' is named like an amount, but only {RoleEvidence.Percent(column.NumberShare)} of its values "
                    + $"are numbers, such as '{Cut(column.Values[0])}': no amount is judged; name one with --amount COLUMN";
        if (UnnamedMoney(inferred, columns) is { Length: > 0 } money)
            yield return $"no column is named like an amount, so none is judged as one; name it with --amount COLUMN: "
                + $"{string.Join(", ", money)}";
        if (inferred.All(c => c.Role != FieldRole.Currency))
            foreach (var (column, (one, other)) in MixedAmounts(inferred, columns))
                yield return $"'{column.Name}' is written in more than one currency, such as {one} and {other}, and amounts are "
                    + "compared as if it were one: write the currency into a column of its own named currency";
        if (inferred.FirstOrDefault(c => c.Role == FieldRole.Time) is { } time && TimeParser.IsRelative(time.Format))
            yield return $"'{time.Name}' counts {time.Format} from a beginning that is not stated: times are shown as if it were "
                + "1970-01-01, and hours and weekdays mean nothing";
        var zones = inferred.Where(c => c.Role == FieldRole.Time).Select(c => c.Parts.Zone).ToArray();
        foreach (var column in columns.Where(c => PartInference.IsNamedZone(c) && c.Values.Count > 0 && zones is [null]))
            if (column.Values.FirstOrDefault(v => ZoneText.ZoneOf(v) is null) is { } unread)
                yield return $"'{column.Name}' is named like a time zone, but '{Cut(unread)}' is none that is known: times are read "
                    + $"as UTC; expected {ZoneText.Expected}, or time_zone in a stream file";
    }

    /// <summary>Where nothing is the amount: the columns that look like money: of both signs, or beside a currency.</summary>
    private static string[] UnnamedMoney(IReadOnlyList<InferredColumn> inferred, IReadOnlyList<ColumnProfile> columns)
    {
        if (inferred.Any(c => c.Role == FieldRole.Amount) || columns.Any(RoleEvidence.IsNamedAmount))
            return [];
        bool hasCurrency = inferred.Any(c => c.Role == FieldRole.Currency);
        var plain = inferred.Where(c => c is { IsUsed: true, Role: FieldRole.None, Type: FieldType.Number })
            .Select(c => c.Name).ToHashSet();
        return [.. columns.Where(c => plain.Contains(c.Name) && c.HasFractions && c.Distinct > 2
            && (hasCurrency || c.Numbers.Currency is not null || c.Numbers is { Negatives: > 0, Positives: > 0 })).Select(c => c.Name)];
    }

    private static IEnumerable<(ColumnProfile Column, (string One, string Other))> MixedAmounts(
        IReadOnlyList<InferredColumn> inferred, IReadOnlyList<ColumnProfile> columns)
    {
        if (inferred.FirstOrDefault(c => c.Role == FieldRole.Amount) is not { } amount)
            yield break;
        string? before = null;
        foreach (var column in columns.Where(c => c.Name == amount.Name || c.Name == amount.Parts.Debit || c.Name == amount.Parts.Credit))
        {
            string? code = column.Numbers.Currency;
            if (column.Numbers.Mixed is { } mixed)
                yield return (column, mixed);
            else if (before is not null && code is not null && code != before)
                yield return (column, (before, code));
            before ??= code;
        }
    }

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
