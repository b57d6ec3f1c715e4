using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Vigil.Tidy.Tests.Documents;

/// <summary>What the built command line says of itself in <c>--help</c>.</summary>
/// <param name="Verbs">The verbs below the one asked about.</param>
/// <param name="Options">The long options that it takes.</param>
internal sealed partial record CommandHelp(string[] Verbs, string[] Options)
{
    private static readonly ConcurrentDictionary<string, CommandHelp> Known = new();

    /// <summary>The help of a verb such as <c>stream check</c>, or of the program for an empty one.</summary>
    public static CommandHelp Of(string verb) =>
        Known.GetOrAdd(verb, static v => Parse(VigilProgram.Run([.. v.Split(' ').Where(p => p != ""), "--help"])));

    private static CommandHelp Parse(string text) =>
        new([.. Listed(text, "Commands:").Select(l => l.Trim().Split(' ')[0])],
            [.. Listed(text, "Options:").SelectMany(l => LongOption().Matches(Regex.Split(l.Trim(), "  ")[0])).Select(m => m.Value)]);

    private static IEnumerable<string> Listed(string text, string heading) =>
        text.Split('\n').SkipWhile(l => l.Trim() != heading).Skip(1).TakeWhile(l => l.StartsWith(' '));

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex LongOption();
}
