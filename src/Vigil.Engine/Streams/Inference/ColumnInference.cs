using System.Collections.Immutable;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>Works out which column is the time, the entity, the amount and so on, and completes a stream with it.</summary>
/// <remarks>
/// Order of precedence: the user's overrides, the roles of the stream file, then names and values. A stream file that says which
/// column is the time is complete: its fields are taken as they stand. One that does not is completed: roles among its own columns,
/// and a time, an id, a label and the columns that its features name among the others.
/// </remarks>
public static class ColumnInference
{
    /// <summary>The stream that the draft and the sample make together.</summary>
    /// <param name="table">The first rows.</param>
    /// <param name="draft">What the user's stream file says.</param>
    /// <param name="overrides">What the user says besides.</param>
    /// <param name="survey">What all rows show, where they were counted.</param>
    public static InferenceResult Infer(
        SampleTable table, StreamDraft? draft = null, RoleOverrides? overrides = null, ColumnSurvey? survey = null)
    {
        var findings = new Findings();
        var given = draft ?? StreamDraft.Empty;
        var isTime = TimesOf(given, overrides).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var columns = Enumerable.Range(0, table.Columns.Count)
            .Select(i => new ColumnProfile(table, i, survey?.Find(table.Columns[i]), isTime.Contains(table.Columns[i])))
            .DistinctBy(c => c.Name).ToArray();
        var stated = StatedRoles.Of(given, overrides ?? new RoleOverrides(), columns, findings);
        var inferred = new ColumnDecisions(given, columns, stated, table.Rows.Count).Decide();
        DataCheck.Check(given, inferred, columns, findings);
        var fields = FieldsOf(given, inferred);
        var constants = columns.Where(c => c.Distinct <= 1).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var definition = findings.Errors.Count == 0 ? StreamCompletion.Complete(given, fields, findings, constants) : null;
        return new InferenceResult(definition, inferred, [.. findings.Errors]) { Warnings = [.. InferenceWarnings.Of(inferred, columns)] };
    }

    private static IEnumerable<string> TimesOf(StreamDraft draft, RoleOverrides? overrides) =>
        draft.Fields.Where(f => f.Role == FieldRole.Time).Select(f => f.Name).Concat(overrides?.Time is { } time ? [time] : []);

    private static ImmutableArray<FieldDraft> FieldsOf(StreamDraft draft, ImmutableArray<InferredColumn> columns)
    {
        var declared = draft.Fields.DistinctBy(f => f.Name).ToDictionary(f => f.Name);
        var found = columns.Where(c => c.IsUsed).Select(c => Merge(declared.GetValueOrDefault(c.Name), c));
        var absent = draft.Fields.Where(f => columns.All(c => c.Name != f.Name));
        return [.. found, .. absent];
    }

    private static FieldDraft Merge(FieldDraft? declared, InferredColumn column)
    {
        bool isNeeded = column.Role is FieldRole.Time or FieldRole.Amount;
        var basis = declared ?? new FieldDraft(column.Name, IsRequired: isNeeded);
        return basis with
        {
            Type = column.Type,
            Role = column.Role,
            Format = basis.Format ?? column.Format,
            Parts = declared is null ? column.Parts : basis.Parts,
            Currency = basis.Currency ?? column.Currency,
        };
    }
}
