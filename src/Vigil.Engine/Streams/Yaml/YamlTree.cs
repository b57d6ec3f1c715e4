using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Vigil.Engine.Streams.Yaml;

/// <summary>Reads YAML text into nodes that know their place. Bounded: no anchors, at most <see cref="MaxDepth"/> levels.</summary>
internal sealed class YamlTree
{
    /// <summary>The longest stream file, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxDepth = 32;
    private readonly string _file;
    private readonly List<StreamError> _errors;
    private readonly Parser _parser;

    private YamlTree(string file, string text, List<StreamError> errors)
    {
        _file = file;
        _errors = errors;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The documents of a text; faults of the YAML itself go to <paramref name="errors"/>.</summary>
    public static IReadOnlyList<YamlNode> Read(string file, string text, List<StreamError> errors)
    {
        if (text.Length > MaxBytes)
        {
            errors.Add(new StreamError(file, 0, 0, "", Invariant($"{text.Length} characters"), Invariant($"at most {MaxBytes}")));
            return [];
        }
        var documents = new List<YamlNode>();
        try
        {
            var tree = new YamlTree(file, text, errors);
            while (tree.MoveNext())
                if (tree._parser.Current is DocumentStart && tree.MoveNext())
                    documents.Add(tree.ReadNode("", 1));
        }
        catch (YamlException fault)
        {
            var place = PlaceOf(file, fault.Start, "");
            errors.Add(new StreamError(place, "a fault in the YAML: "
                + Plain(fault), "valid YAML (indent with spaces, quote texts with ': ' or '#')"));
        }
        return documents;
    }

    private YamlNode ReadNode(string path, int depth)
    {
        var current = _parser.Current!;
        var place = PlaceOf(_file, current.Start, path);
        if (depth > MaxDepth)
            throw new YamlException(current.Start, current.End, $"nested deeper than {MaxDepth} levels");
        if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false })
            throw new YamlException(current.Start, current.End,
                "anchors and aliases (&, *) are not allowed; quote a text that starts with * or &");
        return current switch
        {
            MappingStart => ReadMap(path, depth, place),
            SequenceStart => ReadList(path, depth, place),
            Scalar scalar => new YamlScalar(scalar.Value, scalar.Style is ScalarStyle.Plain or ScalarStyle.Any, place),
            _ => throw new YamlException(current.Start, current.End, "unexpected " + current.GetType().Name),
        };
    }

    /// <summary>The parser's next event. On some malformed texts the library fails with its own state errors instead of a syntax
    /// error.</summary>
    private bool MoveNext()
    {
        var mark = _parser.Current?.End ?? Mark.Empty;
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw new YamlException(mark, mark, "text that cannot be read as YAML from here on", fault);
        }
    }

    private YamlList ReadList(string path, int depth, Place place)
    {
        var items = new List<YamlNode>();
        while (MoveNext() && _parser.Current is not SequenceEnd)
            items.Add(ReadNode(Invariant($"{path}[{items.Count}]"), depth + 1));
        return new YamlList(items, place);
    }

    private YamlMap ReadMap(string path, int depth, Place place)
    {
        var entries = new List<(YamlScalar, YamlNode)>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (MoveNext() && _parser.Current is not MappingEnd)
        {
            var key = ReadNode(path, depth + 1);
            string below = key is YamlScalar { Text: var text } ? path.Length == 0 ? text : path + "." + text : path;
            MoveNext();
            var value = ReadNode(below, depth + 1);
            if (key is not YamlScalar scalar)
                _errors.Add(new StreamError(key.Place, key.Describe() + " as a key", "a plain word as key"));
            else if (seen.TryAdd(scalar.Text, scalar.Place.Line))
                entries.Add((scalar with { Place = scalar.Place with { Path = below } }, value));
            else
                _errors.Add(new StreamError(
                    scalar.Place with { Path = below }, $"'{scalar.Text}' a second time",
                        Invariant($"each key once (the first is in line {seen[scalar.Text]})")));
        }
        return new YamlMap(entries, place);
    }

    private static Place PlaceOf(string file, Mark mark, string path) => new(file, (int)mark.Line, (int)mark.Column, path);

    private static string Plain(YamlException fault) =>
        fault.Message.Split("): ", 2) is [_, var rest] && fault.Message.StartsWith('(') ? rest : fault.Message;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
