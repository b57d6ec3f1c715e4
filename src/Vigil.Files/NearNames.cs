namespace Vigil.Files;

/// <summary>Finds what the user may have meant.</summary>
internal static class NearNames
{
    private const int Most = 3;

    /// <summary>The paths in the same folder whose names differ by a few letters, best first.</summary>
    internal static IReadOnlyList<string> Of(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        string name = Path.GetFileName(path);
        if (name.Length == 0 || !Directory.Exists(folder.Length == 0 ? "." : folder))
            return [];
        int limit = Math.Max(2, name.Length / 4);
        var options = new EnumerationOptions { IgnoreInaccessible = true };
        return [.. Directory.EnumerateFiles(folder.Length == 0 ? "." : folder, "*", options).Select(p => Path.GetFileName(p))
            .Select(n => (Name: n, Distance: Distance(name, n))).Where(n => n.Distance <= limit)
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).Take(Most).Select(n => Path.Join(folder, n.Name))];
    }

    /// <summary>Levenshtein's distance, upper and lower case alike.</summary>
    internal static int Distance(string a, string b)
    {
        int[] last = [.. Enumerable.Range(0, b.Length + 1)], next = new int[b.Length + 1];
        for (int i = 0; i < a.Length; i++)
        {
            next[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
            {
                int change = char.ToLowerInvariant(a[i]) == char.ToLowerInvariant(b[j]) ? 0 : 1;
                next[j + 1] = Math.Min(Math.Min(next[j], last[j + 1]) + 1, last[j] + change);
            }
            (last, next) = (next, last);
        }
        return last[b.Length];
    }
}
