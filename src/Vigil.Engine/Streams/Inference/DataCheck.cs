using System.Collections.Immutable;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>Checks that the data has what the stream needs.</summary>
internal static class DataCheck
{
    /// <summary>Reports missing columns, and columns whose values do not fit their role.</summary>
    public static void Check(
        StreamDraft draft, ImmutableArray<InferredColumn> inferred, IReadOnlyList<ColumnProfile> columns, Findings findings)
    {
        string names = string.Join(", ", columns.Select(c => c.Name));
        var present = columns.Select(c => c.Name).ToHashSet();
        var named = draft.Features.SelectMany(f => f.Entity.Concat(f.Fields)).Where(n => n.Value != "*").ToLookup(n => n.Value);
        foreach (var field in draft.Fields.Where(f => IsNeeded(f) || named.Contains(f.Name)))
            foreach (string column in NeededBy(field, present).Where(c => !present.Contains(c)))
                findings.Add(field.Place, $"no column '{column}' in the data", $"one of {names}{Suggestion.For(column, present)}");
        foreach (var name in named.Where(n => !present.Contains(n.Key) && draft.Fields.All(f => f.Name != n.Key)).Select(n => n.First()))
            findings.Add(name.Place, $"no column '{name.Value}' in the data", $"one of {names}{Suggestion.For(name.Value, present)}");
        if (inferred.FirstOrDefault(c => c.Role == FieldRole.Time) is not { } time)
        {
            if (!draft.Fields.Any(f => f.Role == FieldRole.Time))
                findings.Add(Place.None, $"no column that is a time (columns: {names})",
                    "a column with the time of each row; name it with --time COLUMN or as role: time in the stream file");
        }
        else if (columns.First(c => c.Name == time.Name) is { Time.IsTime: false, Values.Count: > 0 } column
            && !HasFormat(draft, time.Name))
            findings.Add(Place.None, $"'{Cut(column.Values[0])}' in the time column '{time.Name}'",
                "times such as 2018-04-01T00:00:31, 01-04-2018 00:00 or seconds since 1970; state another format: in the stream file");
        foreach (var item in inferred.Where(c => c is { Role: FieldRole.Amount or FieldRole.Latitude or FieldRole.Longitude }))
            if (columns.FirstOrDefault(c => c.Name == item.Name) is { } numbers)
                CheckNumbers(item, numbers, findings);
    }

    private static IEnumerable<string> NeededBy(FieldDraft field, HashSet<string> present) =>
        field.Parts.IsSplit && present.Contains(field.Name) ? []
        : field.Parts.Columns.Select(p => p.Column).Concat(field.Parts.IsSplit ? [] : [field.Name]);

    private static void CheckNumbers(InferredColumn item, ColumnProfile column, Findings findings)
    {
        if (column.Values.Count > 0 && column.NumberShare < 0.5)
            findings.Add(
                Place.None,
                $"{RoleEvidence.Percent(column.NumberShare)} numbers in '{item.Name}', such as '{Cut(column.Values[0])}'",
                $"numbers in the column with the role {Words.Spell(item.Role)}");
    }

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static bool IsNeeded(FieldDraft field) =>
        field.IsRequired || field.Role is FieldRole.Time or FieldRole.Entity or FieldRole.Amount;

    private static bool HasFormat(StreamDraft draft, string name) =>
        draft.Fields.Any(f => f.Name == name && f is { Role: FieldRole.Time, IsLoose: false });
}
