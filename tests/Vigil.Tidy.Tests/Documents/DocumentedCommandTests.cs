using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Documents;

/// <summary>
/// Every command in the documents is one that the built program knows, with options that it has; and no verb is undocumented.
/// </summary>
public sealed partial class DocumentedCommandTests
{
    [Fact]
    public void Documents_NameCommandsThatExist() => Check(Tracked.Files, CommandHelp.Of).ShouldBeNone();

    [Theory]
    [InlineData("run `./vigil fly`")]
    [InlineData("run `vigil stream fly --now`")]
    [InlineData("run `./vigil stream check --now x.yaml`")]
    [InlineData("```sh\n./vigil detect a.csv \\\n  --now\n```")]
    [InlineData("run `./test Gone`")]
    [InlineData("run `./test --now`")]
    public void Check_CommandThatDoesNotExist_IsReported(string text) => Check(Planted(text), Help).ShouldReport("docs/b.md:");

    [Theory]
    [InlineData("run `./vigil --help`, `vigil detect a.csv - --top=3` and `vigil stream check x.yaml`")]
    [InlineData("```sh\ncat a.csv | ./vigil detect - --top 3 # the three worst\n```")]
    [InlineData("a vigil fly --now in prose, `./vigil VERB --help` and `vigil`")]
    [InlineData("run `./test`, `./test Engine Windows`, `./test PROJECT` and `./test --help`")]
    public void Check_CommandThatExists_IsFine(string text) => Check(Planted(text), Help).ShouldBeEmpty();

    [Fact]
    public void Check_VerbThatNoDocumentNames_IsReported() =>
        Check(Planted("")[1..], Help).ShouldContain("detect: no document names this verb");

    private static TrackedFile[] Planted(string text) =>
    [
        new("docs/a.md", "`vigil detect` `vigil stream check`"),
        new("docs/b.md", text),
        new("tests/Vigil.Engine.Tests/Vigil.Engine.Tests.csproj", ""),
    ];

    private static CommandHelp Help(string verb) => verb switch
    {
        "" => new(["detect", "stream"], ["--help"]),
        "stream" => new(["check"], ["--help"]),
        _ => new([], ["--help", "--top"]),
    };

    private static IEnumerable<string> Check(IReadOnlyList<TrackedFile> files, Func<string, CommandHelp> help)
    {
        var documents = files.Where(f => f.IsMarkdown && f.Path != "CHANGELOG.md").ToList();
        string[] projects = [.. files.Where(f => f.IsProject && f.IsUnder("tests")).Select(f => f.Name[..^".csproj".Length])];
        foreach (var document in documents)
        {
            foreach (Match code in Code().Matches(document.Text.Replace("\\\n", "", StringComparison.Ordinal)))
            {
                var faults = Vigil().Matches(code.Value).Select(m => Fault(Words(m.Groups[1].Value), help))
                    .Concat(Test().Matches(code.Value).Select(m => TestFault(m.Groups[1].Value, projects)));
                foreach (string fault in faults.OfType<string>())
                    yield return $"{document.Path}: {fault}";
            }
        }
        foreach (string verb in help("").Verbs)
            if (!documents.Any(d => Regex.IsMatch(d.Text, $@"vigil {verb}\b")))
                yield return $"{verb}: no document names this verb";
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string? Fault(string[] arguments, Func<string, CommandHelp> help)
    {
        string verb = "";
        int at = 0;
        for (; at < arguments.Length && help(verb).Verbs.Length > 0 && Word().IsMatch(arguments[at]); at++)
        {
            if (!help(verb).Verbs.Contains(arguments[at]))
                return $"'vigil {$"{verb} {arguments[at]}".Trim()}' does not exist";
            verb = $"{verb} {arguments[at]}".Trim();
        }
        string? unknown = arguments[at..].Where(a => a.StartsWith("--", StringComparison.Ordinal)).Select(a => a.Split('=')[0])
            .FirstOrDefault(a => !help(verb).Options.Contains(a));
        return unknown is null ? null : $"'vigil {verb}' has no option {unknown}";
    }

    private static string? TestFault(string argument, string[] projects)
    {
        bool isKnown = argument is "" or "--help" or "--list" || argument.All(char.IsUpper)
            || projects.Any(p => string.Equals(p, argument, StringComparison.OrdinalIgnoreCase))
            || projects.Any(p => string.Equals(p, $"Vigil.{argument}.Tests", StringComparison.OrdinalIgnoreCase));
        return isKnown ? null : $"'./test {argument}' does not exist";
    }

    [GeneratedRegex("```.*?```|`[^`\n]+`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<![\w/.-])(?:\./)?vigil((?: +[^\s`|&;<>#]+)*)")]
    private static partial Regex Vigil();

    [GeneratedRegex(@"(?<![\w/.])\./test(?: +([\w.-]+))?")]
    private static partial Regex Test();

    [GeneratedRegex("^[a-z][a-z-]*$")]
    private static partial Regex Word();
}
