namespace Vigil.Engine.Streams.Forms;

/// <summary>"Did you mean": the known word that a mistyped one is closest to.</summary>
internal static class Suggestion
{
    private const int MaxWordLength = 40;

    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["avg"] = "mean", ["average"] = "mean", ["stddev"] = "std", ["stdev"] = "std", ["standard_deviation"] = "std",
        ["maximum"] = "max", ["minimum"] = "min", ["total"] = "sum", ["nunique"] = "distinct", ["unique"] = "distinct",
        ["string"] = "text", ["str"] = "text", ["integer"] = "number", ["int"] = "number", ["float"] = "number", ["double"] = "number",
        ["datetime"] = "time", ["date"] = "time", ["timestamp"] = "time", ["fields"] = "schema", ["columns"] = "schema",
        ["customer"] = "entity", ["user"] = "entity", ["account"] = "entity", ["target"] = "label", ["category"] = "type",
        ["pii"] = "personal", ["timezone"] = "time_zone", ["tz"] = "time_zone", ["scaler"] = "scaling",
    };

    /// <summary><c> (did you mean 'mean'?)</c>, or nothing when no word is near.</summary>
    public static string For(string text, IEnumerable<string> known) =>
        Nearest(text, known.ToArray()) is { } word ? $" (did you mean '{word}'?)" : "";

    private static string? Nearest(string text, string[] known)
    {
        if (text.Length is 0 or > MaxWordLength)
            return null;
        if (Synonyms.TryGetValue(text, out var synonym) && known.Contains(synonym))
            return synonym;
        var nearest = known.Select(k => (Word: k, Distance: Edits(Plain(text), Plain(k)))).OrderBy(n => n.Distance).FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= Math.Max(1, Math.Min(3, text.Length / 3)) ? nearest.Word : null;
    }

    private static string Plain(string word) => word.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    /// <summary>Letters to add, drop, change or swap with their neighbour.</summary>
    private static int Edits(string a, string b)
    {
        var edits = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            for (int j = 0; j <= b.Length; j++)
                edits[i, j] = i == 0 || j == 0 ? i + j : Least(edits, a, b, i, j);
        return edits[a.Length, b.Length];
    }

    private static int Least(int[,] edits, string a, string b, int i, int j)
    {
        int least = Math.Min(Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1, edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        bool isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return isSwap ? Math.Min(least, edits[i - 2, j - 2] + 1) : least;
    }
}
