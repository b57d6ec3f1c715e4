using System.Text.RegularExpressions;

namespace Vigil.Engine.Access;

/// <summary>Which names users can have.</summary>
public static partial class UserNames
{
    /// <summary>What is expected of a name, in words.</summary>
    public const string Expected = "1 to 64 of a-z, 0-9, '.', '_', '-' and '@', beginning with a letter or digit";

    /// <summary>The name as it is stored: names that differ in case only are one.</summary>
    public static string Normalize(string name) => name.Trim().ToLowerInvariant();

    /// <summary>Whether the stored form can be a name; actors of other kinds (<c>key:…</c>, <c>cli:…</c>) cannot.</summary>
    public static bool IsValid(string name) => Name().IsMatch(name) && name is not ("system" or "anonymous");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._@-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
