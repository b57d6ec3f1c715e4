using System.Text.Encodings.Web;
using System.Text.Json;
using Vigil.Engine.Transactions;

namespace Vigil.Files.Writing;

/// <summary>Writes rejected rows as JSON lines: <c>{file, line, errors: [{column, found, expected}], raw}</c>.</summary>
/// <remarks>As with <see cref="ITableWriter"/> the file appears with <see cref="Commit"/>; without a rejection there is none.</remarks>
/// <param name="path">The file to come.</param>
public sealed class RejectedWriter(string path) : IDisposable
{
    private readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private PendingFile? _file;
    private BufferedStream? _stream;
    private Utf8JsonWriter? _json;

    /// <summary>How many rows were written.</summary>
    public long Count { get; private set; }

    /// <summary>Writes a row.</summary>
    /// <exception cref="IOException">The disk is full, or the like.</exception>
    public void Write(Rejection rejection)
    {
        var json = _json ?? Open();
        json.WriteStartObject();
        json.WriteString("file"u8, rejection.File);
        json.WriteNumber("line"u8, rejection.Line);
        json.WriteStartArray("errors"u8);
        foreach (var error in rejection.Errors)
        {
            json.WriteStartObject();
            json.WriteString("column"u8, error.Column);
            json.WriteString("found"u8, error.Found);
            json.WriteString("expected"u8, error.Expected);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("raw"u8, rejection.Raw);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        _stream!.WriteByte((byte)'\n');
        Count++;
    }

    /// <summary>Gives the file its name, if there is one.</summary>
    public void Commit()
    {
        _json?.Dispose();
        _stream?.Dispose();
        _file?.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _json?.Dispose();
            _stream?.Dispose();
        }
        finally
        {
            _file?.Dispose();
        }
    }

    private Utf8JsonWriter Open()
    {
        _file = new PendingFile(path);
        _stream = new BufferedStream(_file.Create(), 1 << 16);
        return _json = new Utf8JsonWriter(_stream, _options);
    }
}
