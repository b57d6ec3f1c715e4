using System.Buffers;
using System.Globalization;
using System.Text;
using Vigil.Bench.Live;

namespace Vigil.Bench.Load;

/// <summary>Whole HTTP requests in memory, written before the clock runs.</summary>
internal sealed class Requests
{
    private const int ChunkBytes = 64 << 20;
    private readonly List<ArrayBufferWriter<byte>> _chunks = [];
    private readonly List<(int Chunk, int Start, int Length)> _places = [];

    public int Count => _places.Count;

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var (chunk, start, length) = _places[index];
            return _chunks[chunk].WrittenSpan.Slice(start, length);
        }
    }

    /// <summary>Requests of one payment each, or of <paramref name="batch"/> as <c>{"transactions":[…]}</c>.</summary>
    public static Requests Write(Payments payments, int count, int batch, string path, string key)
    {
        var requests = new Requests();
        var body = new ArrayBufferWriter<byte>(1 << 16);
        for (int i = 0; i < count; i++)
        {
            body.ResetWrittenCount();
            if (batch == 1)
                payments.Next(body);
            else
                WriteBatch(payments, batch, body);
            requests.Add(path, key, body.WrittenSpan);
        }
        return requests;
    }

    private static void WriteBatch(Payments payments, int batch, ArrayBufferWriter<byte> body)
    {
        body.Write("{\"transactions\":["u8);
        for (int i = 0; i < batch; i++)
        {
            if (i > 0)
                body.Write(","u8);
            payments.Next(body);
        }
        body.Write("]}"u8);
    }

    private void Add(string path, string key, ReadOnlySpan<byte> body)
    {
        byte[] head = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {key}\r\n")
            + string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"));
        if (_chunks.Count == 0 || _chunks[^1].FreeCapacity < head.Length + body.Length)
            _chunks.Add(new ArrayBufferWriter<byte>(ChunkBytes));
        var chunk = _chunks[^1];
        _places.Add((_chunks.Count - 1, chunk.WrittenCount, head.Length + body.Length));
        chunk.Write(head);
        chunk.Write(body);
    }
}
