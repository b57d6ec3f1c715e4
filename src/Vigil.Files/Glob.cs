using System.IO.Enumeration;

namespace Vigil.Files;

/// <summary>Expands <c>*</c>, <c>?</c> and <c>**</c> (any depth of folders) as a shell does, without names that start with a dot.</summary>
internal static class Glob
{
    private static readonly EnumerationOptions All = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    internal static bool IsPattern(string argument) => argument.AsSpan().ContainsAny('*', '?');

    /// <summary>The files that match, sorted by name, byte by byte.</summary>
    internal static List<string> Expand(string pattern)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        string root = pattern.StartsWith('/') ? "/" : "";
        Walk(root, pattern.Split('/', StringSplitOptions.RemoveEmptyEntries), files);
        return [.. files.Order(StringComparer.Ordinal)];
    }

    private static void Walk(string folder, ReadOnlySpan<string> parts, HashSet<string> files)
    {
        string part = parts[0];
        if (part == "**")
        {
            Walk(folder, parts.Length > 1 ? parts[1..] : ["*"], files);
            foreach (string inner in Folders(folder, "*"))
                if (new DirectoryInfo(inner).LinkTarget is null)
                    Walk(inner, parts, files);
        }
        else if (parts.Length == 1)
            files.UnionWith(Entries(folder, part, Directory.EnumerateFiles));
        else if (!IsPattern(part))
            Walk(Path.Join(folder, part), parts[1..], files);
        else
            foreach (string inner in Folders(folder, part))
                Walk(inner, parts[1..], files);
    }

    private static List<string> Folders(string folder, string part) => Entries(folder, part, Directory.EnumerateDirectories);

    private static List<string> Entries(
        string folder, string part, Func<string, string, EnumerationOptions, IEnumerable<string>> enumerate)
    {
        string start = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(start))
            return [];
        return [.. enumerate(start, "*", All).Select(p => Path.GetFileName(p))
            .Where(n => (n[0] != '.' || part[0] == '.') && FileSystemName.MatchesSimpleExpression(part, n, ignoreCase: false))
            .Select(n => Path.Join(folder, n))];
    }
}
