using System.Collections.Immutable;
using Vigil.Engine.Streams.Yaml;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Forms;

/// <summary>Makes field drafts of either way of writing a schema.</summary>
internal static class FieldBinder
{
    /// <summary>The declared fields in file order.</summary>
    public static ImmutableArray<FieldDraft> Bind(NodeReader reader, YamlMap root, Findings findings) =>
        NodeReader.Map(root, "schema") is not { } schema ? []
        : StreamForm.IsJsonSchema(schema) ? BindJsonSchema(reader, schema, findings)
        : [.. schema.Entries.Select(e => BindField(reader, e.Key, e.Value))];

    private static FieldDraft BindField(NodeReader reader, YamlScalar name, YamlNode node)
    {
        var map = node as YamlMap ?? new YamlMap([], node.Place);
        var role = reader.Word(map, "role", Words.Roles);
        var type = reader.Word(map, "type", Words.Types);
        return new FieldDraft(
            name.Text,
            type ?? (role is { } r && r != FieldRole.None ? RoleTypes.Of(r) : null),
            role ?? (type == FieldType.Time ? FieldRole.Time : null),
            reader.Flag(map, "required") ?? false,
            reader.Text(map, "format"),
            reader.Flag(map, "personal") ?? false,
            IsLoose: reader.IsFaulty(node),
            Place: name.Place,
            IsOptional: reader.Flag(map, "required") == false)
        {
            Parts = BindParts(reader, map),
            Currency = reader.Text(map, "currency"),
        };
    }

    private static FieldParts BindParts(NodeReader reader, YamlMap map) => new()
    {
        Debit = reader.Text(map, "debit"),
        Credit = reader.Text(map, "credit"),
        Sign = reader.Text(map, "sign"),
        Positive = [.. reader.Texts(map, "positive").Select(p => p.Value)],
        Negative = [.. reader.Texts(map, "negative").Select(p => p.Value)],
        Clock = reader.Text(map, "clock"),
        Zone = reader.Text(map, "zone"),
    };

    private static ImmutableArray<FieldDraft> BindJsonSchema(NodeReader reader, YamlMap schema, Findings findings)
    {
        var required = reader.Texts(schema, "required");
        var names = required.Select(r => r.Value).ToHashSet();
        var properties = NodeReader.Map(schema, "properties") ?? new YamlMap([], schema.Place);
        ImmutableArray<FieldDraft> fields = [.. properties.Entries.Select(e => BindProperty(reader, e.Key, e.Value))];
        var lookup = new FieldLookup(fields, isFinal: true);
        foreach (var unknown in required.Where(r => lookup.Find(r.Value) is null))
            findings.Add(unknown.Place, $"the unknown property '{unknown.Value}'", lookup.Expected(unknown.Value, "one of the properties"));
        bool isOneTime = fields.Count(f => f.Role == FieldRole.Time) == 1;
        return [.. fields.Select(f => f with { IsRequired = names.Contains(f.Name), Role = isOneTime ? f.Role : null })];
    }

    private static FieldDraft BindProperty(NodeReader reader, YamlScalar name, YamlNode node)
    {
        var map = node as YamlMap ?? new YamlMap([], node.Place);
        bool isTime = reader.Text(map, "format") is "date-time" or "date";
        FieldType? type = isTime ? FieldType.Time : reader.Text(map, "type") switch
        {
            "number" or "integer" => FieldType.Number,
            null => null,
            _ => FieldType.Text,
        };
        return new FieldDraft(name.Text, type, isTime ? FieldRole.Time : null, IsLoose: true, Place: name.Place);
    }
}

/// <summary>The type that a role asks for.</summary>
internal static class RoleTypes
{
    /// <summary>The type of a field with that role.</summary>
    public static FieldType Of(FieldRole role) => role switch
    {
        FieldRole.Time => FieldType.Time,
        FieldRole.Amount or FieldRole.Latitude or FieldRole.Longitude or FieldRole.Label => FieldType.Number,
        _ => FieldType.Text,
    };
}
