using Vigil.Engine.Transactions;
using Vigil.Files;

namespace Vigil.Server.Transactions;

/// <summary>Finds which unknown member was meant for a missing field: other case, other joints, nested, a few letters off.</summary>
internal static class NearField
{
    private const int ShortestStem = 4;

    /// <summary>The member that is nearest to a field's name or to what fields of its role are called, or null when none is near.</summary>
    /// <param name="members">Names as they came; nested ones have dots.</param>
    /// <param name="field">The field that is missing.</param>
    public static string? Of(IReadOnlyList<string> members, Field field)
    {
        string[] names = [Plain(field.Name), .. FieldAliases.Of(field.Role).Select(Plain)];
        return members.Select((member, index) => (Member: member, Index: index, Distance: Distance(member, names)))
            .Where(m => m.Distance < int.MaxValue).OrderBy(m => m.Distance).ThenBy(m => m.Index).Select(m => m.Member).FirstOrDefault();
    }

    private static int Distance(string member, string[] names)
    {
        string[] parts = member.Split('.');
        // customer.id is customer_id, and so is the customer_id of { "payment": { "customer_id": … } }.
        string[] readings = [.. new[] { member, parts[^1], parts[0] }.Select(Plain).Distinct().Where(r => r.Length > 0)];
        return readings.SelectMany(reading => names.Select(name => Distance(reading, name))).DefaultIfEmpty(int.MaxValue).Min();
    }

    private static int Distance(string reading, string name)
    {
        if (Stem(reading) is { Length: >= ShortestStem } a && Stem(name) is { Length: >= ShortestStem } b
            && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal)))
            return a == b ? reading == name ? 0 : 1 : 2;
        int distance = NearNames.Distance(reading, name);
        return distance <= Math.Max(1, Math.Min(3, name.Length / 3)) ? distance : int.MaxValue;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string Stem(string plain) => plain.EndsWith("id", StringComparison.Ordinal) ? plain[..^2] : plain;
}
