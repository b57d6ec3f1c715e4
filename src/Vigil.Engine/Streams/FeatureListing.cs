using System.Collections.Immutable;
using Vigil.Engine.Features;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams;

/// <summary>Writes features as the entries of a feature list, as few as keep their order.</summary>
internal static class FeatureListing
{
    private sealed record Entry(ImmutableArray<string> Entity, ImmutableArray<Window> Windows, ImmutableArray<FeatureSpec> Features)
    {
        public FeatureSpec First => Features[0];

        public IEnumerable<string> Aggregations => Features.Select(Spell);

        public string? Field => Features.Select(f => f.Field).FirstOrDefault(f => f is not null);
    }

    /// <summary>One line per entry.</summary>
    public static IEnumerable<string> Lines(IEnumerable<FeatureSpec> features)
    {
        var entries = new List<Entry>();
        foreach (var feature in features)
            Append(entries, new Entry(feature.Entity, [feature.Window], [feature]), JoinAggregations);
        var merged = new List<Entry>();
        foreach (var entry in entries)
            Append(merged, entry, JoinWindows);
        return merged.Select(Write);
    }

    private static void Append(List<Entry> entries, Entry next, Func<Entry, Entry, Entry?> join)
    {
        if (entries.Count > 0 && IsAlike(entries[^1], next) && join(entries[^1], next) is { } joined)
            entries[^1] = joined;
        else
            entries.Add(next);
    }

    private static bool IsAlike(Entry a, Entry b) =>
        a.Entity.SequenceEqual(b.Entity) && a.First.Delay == b.First.Delay && !HasOwnName(a.First) && !HasOwnName(b.First);

    private static Entry? JoinAggregations(Entry entry, Entry next)
    {
        bool isSameField = entry.Field is null || next.Field is null || entry.Field == next.Field;
        bool isNew = !entry.Aggregations.Contains(Spell(next.First));
        bool keepsFields = isSameField && entry.Features.Append(next.First).All(f => TakesStatedField(f, entry.Field ?? next.Field));
        return isNew && keepsFields && entry.Windows.SequenceEqual(next.Windows) ? entry with { Features = entry.Features.Add(next.First) }
            : null;
    }

    private static Entry? JoinWindows(Entry entry, Entry next) =>
        next.Windows is [{ Length: not null }] && entry.Windows[0].Length is not null && entry.Aggregations.SequenceEqual(next.Aggregations)
        && entry.Field == next.Field && !entry.Windows.Contains(next.Windows[0])
            ? entry with { Windows = entry.Windows.Add(next.Windows[0]) }
            : null;

    /// <summary>A first_seen without a field would take one that stands beside it.</summary>
    private static bool TakesStatedField(FeatureSpec feature, string? stated) =>
        feature.Aggregation != Aggregation.FirstSeen || feature.Field == stated;

    private static bool HasOwnName(FeatureSpec f) =>
        f.Name != FeatureSpec.Create(f.Aggregation, f.Entity, f.Field, f.Window, f.Delay, f.Percentile).Name;

    private static string Spell(FeatureSpec feature) => feature.Aggregation == Aggregation.Percentile
        ? "p" + feature.Percentile.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)
        : Words.Spell(feature.Aggregation);

    private static string Write(Entry entry)
    {
        var parts = new List<string>();
        if (!entry.Entity.IsEmpty)
            parts.Add("entity: " + YamlText.Quote(entry.Entity));
        if (entry.Windows[0] != Window.None)
            parts.Add($"windows: [{string.Join(", ", entry.Windows)}]");
        parts.Add($"aggregations: [{string.Join(", ", entry.Aggregations)}]");
        if (entry.Field is { } field)
            parts.Add("field: " + YamlText.Quote(field));
        if (entry.First.Delay > TimeSpan.Zero)
            parts.Add("delay: " + Window.Of(entry.First.Delay));
        if (HasOwnName(entry.First))
            parts.Add("name: " + YamlText.Quote(entry.First.Name));
        return "- { " + string.Join(", ", parts) + " }";
    }
}
