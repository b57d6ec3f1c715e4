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
    public static InferenceResult Infer(SampleTable table, StreamDraft? draft = null, RoleOverrides? overrides = null)
    {
        var findings = new Findings();
        var given = draft ?? StreamDraft.Empty;
        var columns = Enumerable.Range(0, table.Columns.Count).Select(i => new ColumnProfile(table, i)).DistinctBy(c => c.Name).ToArray();
        var stated = StatedRoles.Of(given, overrides ?? new RoleOverrides(), columns, findings);
        var inferred = new ColumnDecisions(given, columns, stated).Decide();
        DataCheck.Check(given, inferred, columns, findings);
        var fields = FieldsOf(given, inferred);
        var definition = findings.Errors.Count == 0 ? StreamCompletion.Complete(given, fields, findings) : null;
        return new InferenceResult(definition, inferred, [.. findings.Errors]);
    }

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
        return basis with { Type = column.Type, Role = column.Role, Format = basis.Format ?? column.Format };
    }
}
