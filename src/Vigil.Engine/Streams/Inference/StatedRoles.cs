using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>The roles that are not left to inference.</summary>
internal static class StatedRoles
{
    /// <summary>Overrides first, then the stream file, then the entity that its features speak of.</summary>
    public static IReadOnlyDictionary<string, FieldRole> Of(
        StreamDraft draft, RoleOverrides overrides, IReadOnlyList<ColumnProfile> columns, Findings findings)
    {
        var result = new Dictionary<string, FieldRole>();
        var names = columns.Select(c => c.Name).ToArray();
        foreach (var (role, name) in overrides.Stated)
        {
            string option = $"--{Words.Spell(role)} {name}";
            if (Find(columns, name) is not { } column)
                findings.Add(Place.None, option, $"a column of the data: {string.Join(", ", names)}{Suggestion.For(name, names)}");
            else if (!result.TryAdd(column.Name, role))
                findings.Add(Place.None, option, $"another column: '{column.Name}' has the role {Words.Spell(result[column.Name])}");
        }
        foreach (var field in draft.Fields)
            if (field.Role is { } role && !result.ContainsKey(field.Name) && (role == FieldRole.None || !result.ContainsValue(role)))
                result[field.Name] = role;
        var keys = draft.Features.Where(f => f.Entity is [{ Value: not "*" }]).Select(f => f.Entity[0].Value).FirstOrDefault();
        if (!draft.IsComplete && keys is not null && !result.ContainsKey(keys) && !result.ContainsValue(FieldRole.Entity)
            && Find(columns, keys)?.Name == keys)
            result[keys] = FieldRole.Entity;
        return result;
    }

    private static ColumnProfile? Find(IReadOnlyList<ColumnProfile> columns, string name) =>
        columns.FirstOrDefault(c => c.Name == name) ?? columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
