using System.Collections.Immutable;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Streams.Yaml;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>Decides on every column of the data.</summary>
internal sealed class ColumnDecisions
{
    private readonly StreamDraft _draft;
    private readonly IReadOnlyList<ColumnProfile> _columns;
    private readonly IReadOnlyDictionary<string, FieldRole> _stated;
    private readonly Dictionary<string, FieldDraft> _declared;
    private readonly HashSet<string> _entities;
    private readonly HashSet<string> _fields;
    private readonly ColumnParts _parts;

    public ColumnDecisions(
        StreamDraft draft, IReadOnlyList<ColumnProfile> columns, IReadOnlyDictionary<string, FieldRole> stated, int rows)
    {
        (_draft, _columns, _stated) = (draft, columns, stated);
        _declared = draft.Fields.DistinctBy(f => f.Name).ToDictionary(f => f.Name);
        _entities = [.. draft.Features.SelectMany(f => f.Entity).Select(e => e.Value)];
        _fields = [.. draft.Features.SelectMany(f => f.Fields).Select(f => f.Value)];
        _parts = new ColumnParts(draft, columns, rows);
    }

    /// <summary>One decision per column, in order, and one more for an amount that is made of two.</summary>
    public ImmutableArray<InferredColumn> Decide()
    {
        _parts.FindSides(_stated);
        var roles = _draft.IsComplete ? _stated : RoleAssignment.Assign(_columns, _stated, MayHave);
        _parts.FindRest(roles);
        var decisions = _columns.Select(c => Decide(c, roles.GetValueOrDefault(c.Name, FieldRole.None)));
        return [.. decisions, .. _parts.SplitAmount is { } amount ? [amount] : Array.Empty<InferredColumn>()];
    }

    private InferredColumn Decide(ColumnProfile column, FieldRole role)
    {
        if (!YamlText.IsName(column.Name))
            return new InferredColumn(column.Name, FieldRole.None, FieldType.Text, null, false,
                "left out: it has no usable name (1 to 256 characters)");
        var declared = _declared.GetValueOrDefault(column.Name);
        if (!_stated.ContainsKey(column.Name) && !IsNamed(column.Name) && _parts.EchoOf(column) is { } echo)
            return new InferredColumn(column.Name, FieldRole.None, FieldType.Text, null, false, echo);
        if (role != FieldRole.None)
            return new InferredColumn(column.Name, role, RoleTypes.Of(role), Format(column, role, declared), true,
                Reason(column, role, declared) + _parts.RemarkOn(column))
            {
                Parts = _parts.Of(column, role),
                Currency = role == FieldRole.Amount ? _parts.CurrencyOf(column) : null,
            };
        if (declared is null && _parts.Find(column) is { } part)
            return new InferredColumn(column.Name, role, FieldType.Text, null, false, part.Reason);
        if (IsForeign(column))
            return new InferredColumn(column.Name, role, FieldType.Text, null, false, "left out: the stream file does not name it");
        var decision = LeftOver.Decide(column);
        bool isNamed = declared is not null || IsNamed(column.Name);
        if (!isNamed)
            return decision;
        string reason = declared is null ? "named by a feature" : "declared in the stream file";
        var type = TypeOf(column, declared, decision);
        string? format = type == FieldType.Number ? column.NumberFormat : null;
        return decision with { Type = type, IsUsed = true, Reason = reason, Format = format };
    }

    private FieldType TypeOf(ColumnProfile column, FieldDraft? declared, InferredColumn decision)
    {
        if (_entities.Contains(column.Name) && declared is null or { IsLoose: true })
            return FieldType.Text;
        if (declared is { Type: { } type })
            return declared.IsLoose && type == FieldType.Time ? FieldType.Text : type;
        return decision.Type;
    }

    private static string? Format(ColumnProfile column, FieldRole role, FieldDraft? declared)
    {
        if (role != FieldRole.Time)
            return RoleTypes.Of(role) == FieldType.Number && role != FieldRole.Label ? column.NumberFormat : null;
        bool isStated = declared is { Role: FieldRole.Time, IsLoose: false };
        return isStated ? declared!.Format : column.Time.Format;
    }

    private string Reason(ColumnProfile column, FieldRole role, FieldDraft? declared)
    {
        string looks = string.Join("; ", RoleEvidence.ValueWords(column, role));
        if (declared?.Role == role)
            return "declared in the stream file; " + looks;
        if (_stated.ContainsKey(column.Name))
            return (role == FieldRole.Entity && _entities.Contains(column.Name) ? "the entity of the stream's features; "
                : "named by the user; ") + looks;
        var evidence = RoleEvidence.Of(role, column);
        return evidence.Score > 0 ? evidence.Reason : "the only number that measures something; " + looks;
    }

    private bool MayHave(ColumnProfile column, FieldRole role) =>
        YamlText.IsName(column.Name) && _parts.Find(column) is null && !(role == FieldRole.Amount && _parts.SplitAmount is not null)
        && (!IsForeign(column) || role is FieldRole.Time or FieldRole.Id or FieldRole.Label);

    private bool IsForeign(ColumnProfile column) => _declared.Count > 0 && !_declared.ContainsKey(column.Name) && !IsNamed(column.Name);

    private bool IsNamed(string name) => _entities.Contains(name) || _fields.Contains(name);
}
