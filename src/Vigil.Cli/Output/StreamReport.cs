using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Inputs;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Output;

/// <summary>The report of <c>stream check</c>.</summary>
internal static class StreamReport
{
    /// <summary>For people, and for editors that follow <c>file:line:column</c>.</summary>
    public static void WriteText(Terminal terminal, StreamCheck check)
    {
        terminal.Fail(check.Errors.Select(e => e.ToString()));
        if (check.Errors.Length > 1)
            terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{check.Errors.Length} errors"));
        else if (check.Errors.IsEmpty)
            terminal.Out.WriteLine($"{string.Join(" + ", check.Streams)}: no errors; {Describe(check.Definition)}");
    }

    /// <summary>
    /// <c>{valid, stream, fields, features, errors: [{file, line, column, path, found, expected}]}</c>; unknown places are null.
    /// </summary>
    public static void WriteJson(StreamCheck check)
    {
        using var output = Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(output, DecisionLine.Options);
        json.WriteStartObject();
        json.WriteBoolean("valid", check.Errors.IsEmpty);
        json.WriteString("stream", check.Definition?.Name);
        WriteCount(json, "fields", check.Definition?.Schema.Fields.Length);
        WriteCount(json, "features", check.Definition?.Features.Features.Length);
        json.WriteStartArray("errors");
        foreach (var error in check.Errors)
        {
            json.WriteStartObject();
            json.WriteString("file", error.File.Length > 0 ? error.File : null);
            WriteCount(json, "line", error.Line > 0 ? error.Line : null);
            WriteCount(json, "column", error.Line > 0 ? error.Column : null);
            json.WriteString("path", error.Path.Length > 0 ? error.Path : null);
            json.WriteString("found", error.Found);
            json.WriteString("expected", error.Expected);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static string Describe(StreamDefinition? stream)
    {
        if (stream is null)
            return "the rest is worked out from the data; give data files as well to see whether they fit";
        var roles = stream.Schema.Fields.Where(f => f.Role is FieldRole.Time or FieldRole.Entity or FieldRole.Amount or FieldRole.Label)
            .Select(f => $"{f.Role.ToString().ToLowerInvariant()} {f.Name}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{stream.Name} has {stream.Schema.Fields.Length} fields ({string.Join(", ", roles)}), "
            + $"{stream.Features.Features.Length} features");
    }

    private static void WriteCount(Utf8JsonWriter json, string name, int? count)
    {
        if (count is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
