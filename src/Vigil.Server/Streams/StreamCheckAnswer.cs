using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Vigil.Engine.Streams;

namespace Vigil.Server.Streams;

/// <summary>Whether a stream file is right, with everything that is wrong with it.</summary>
internal static class StreamCheckAnswer
{
    /// <summary>The longest file.</summary>
    public const int MostBytes = 1 << 20;

    private const string File = "stream.yaml";

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> utf8)
    {
        var errors = Check(utf8);
        json.WriteStartObject();
        json.WriteBoolean("valid"u8, errors.IsEmpty);
        json.WriteStartArray("errors"u8);
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("file"u8, error.File);
            json.WriteNumber("line"u8, error.Line);
            json.WriteNumber("column"u8, error.Column);
            json.WriteString("path"u8, error.Path);
            json.WriteString("found"u8, error.Found);
            json.WriteString("expected"u8, error.Expected);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static ImmutableArray<StreamError> Check(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8)
        ? StreamYaml.Load((File, Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF'))).Errors
        : [new StreamError(File, 0, 0, "", "bytes that are not UTF-8", "a YAML file in UTF-8")];
}
