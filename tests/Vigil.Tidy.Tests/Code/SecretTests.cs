using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>No secrets, no package registries' addresses, no paths of somebody's machine.</summary>
public sealed partial class SecretTests
{
    [Fact]
    public void Files_HoldNothingPrivate() => Check(Tracked.Files).ShouldBeNone();

    // The planted ones are put together here, so that this file does not hold them.
    [Theory]
    [InlineData("-----BEGIN RSA PRIVATE", " KEY-----")]
    [InlineData("AKIA", "ABCDEFGHIJKLMNOP")]
    [InlineData("gh", "p_0123456789abcdefghijABCDEFGHIJ012345")]
    [InlineData("password: ", "\"correct horse\"")]
    [InlineData("\"resolved\": ", "\"https://example.org/a.tgz\"")]
    [InlineData("https://api", ".nuget.org/v3/index.json")]
    [InlineData("https://registry", ".example.org/")]
    [InlineData("/home", "/jane/vigil")]
    [InlineData("/tmp", "/x/vigil")]
    [InlineData("C:\\Users", "\\jane")]
    public void Check_PrivateText_IsReported(string start, string end) =>
        Check([new("a.yaml", "x\n" + start + end)]).ShouldReport("a.yaml:2: ");

    [Theory]
    [InlineData("see https://www.nuget.org/packages/Shouldly and /home on the web")]
    [InlineData("password: \"\"")]
    public void Check_PublicText_IsFine(string text) => Check([new("a.md", text)]).ShouldBeEmpty();

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files) =>
        from file in files
        from match in Secret().Matches(file.Text).Concat(Address().Matches(file.Text)).Concat(MachinePath().Matches(file.Text))
        select $"{file.Path}:{CSharpText.LineOf(file.Text, match.Index)}: '{match.Value}' does not belong into a repository";

    [GeneratedRegex("""
        -----BEGIN[ A-Z]*[ ]PRIVATE[ ]KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abp]-[A-Za-z0-9-]{10,}
        |(?i:password|passwd|secret|api_?key|token)["']?\s*[:=]\s*["'][^"'{<$][^"']{7,}["']
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Secret();

    [GeneratedRegex(@"https?://(api\.nuget|registry\.|[\w.-]*(artifactory|nexus))[^\s""]*|""resolved"":\s*""https?://[^""]*""")]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<![\w.~*$}-])/(home/[a-z][\w-]*|root|tmp/\w+|work)/[^\s""')`]*|\bC:\\Users\\\w+")]
    private static partial Regex MachinePath();
}
