using Vigil.Engine.Streams.Forms;

namespace Vigil.Engine.Streams.Yaml;

/// <summary>Makes one document of several: each key from the document that has it.</summary>
internal static class DocumentMerge
{
    private static readonly string[] FirstWins = ["version", "name"];

    /// <summary>Lists of features add up; of two names the first counts; any other key that two documents give is a fault.</summary>
    public static YamlMap Merge(IEnumerable<YamlMap> documents, Findings findings)
    {
        var entries = new List<(YamlScalar Key, YamlNode Value)>();
        foreach (var (key, value) in documents.SelectMany(d => d.Entries))
        {
            int known = entries.FindIndex(e => e.Key.Text == key.Text);
            if (known < 0)
                entries.Add((key, value));
            else if (key.Text is "features" or "transformations")
                entries[known] = (entries[known].Key, Join(entries[known].Value, value));
            else if (!FirstWins.Contains(key.Text))
                findings.Add(key.Place, $"'{key.Text}' a second time",
                    $"it in one document only (the first is {Where(entries[known].Key.Place)})");
        }
        return new YamlMap(entries, Place.None);
    }

    private static YamlNode Join(YamlNode first, YamlNode second) =>
        first is YamlList a && second is YamlList b ? a with { Items = [.. a.Items, .. b.Items] } : first;

    private static string Where(Place place) => FormattableString.Invariant($"{place.File}:{place.Line}");
}
