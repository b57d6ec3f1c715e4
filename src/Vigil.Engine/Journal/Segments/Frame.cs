using System.Buffers.Binary;

namespace Vigil.Engine.Journal.Segments;

/// <summary>
/// One batch of the journal as bytes: a header with a checksum of everything, the names of streams, the entries, the requests and the
/// positions of sources. Whole or not there.
/// </summary>
/// <param name="First">The sequence of its first entry; where it has none, of the next one to come.</param>
/// <param name="Count">Entries.</param>
/// <param name="Length">Bytes behind the header.</param>
/// <param name="Check">Its checksum.</param>
internal readonly record struct Frame(long First, int Count, int Length, uint Check)
{
    /// <summary>Bytes of the header.</summary>
    public const int Header = 24;

    /// <summary>What every frame begins with.</summary>
    public static ReadOnlySpan<byte> MagicBytes => "VJF1"u8;

    /// <summary>The sequence of the first entry behind it.</summary>
    public long Next => First + Count;

    /// <summary>The frame that begins there, or null: its bytes may still be damaged, see <see cref="IsWhole"/>.</summary>
    public static Frame? Begin(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Header || !bytes.StartsWith(MagicBytes))
            return null;
        var frame = new Frame(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
        return frame is { First: > 0, Count: >= 0, Length: >= 0 } ? frame : null;
    }

    /// <summary>Whether these bytes, header included, are those that were written.</summary>
    public bool IsWhole(ReadOnlySpan<byte> bytes, uint salt) =>
        bytes.Length == Header + Length && Checksum.Of(salt, bytes[8..]) == Check;

    /// <summary>Writes a batch behind what is in the writer; the entries stand in sequence from <paramref name="first"/> on.</summary>
    public static void Write(RecordWriter writer, JournalBatch batch, long first, uint salt)
    {
        int begin = writer.Length;
        writer.Reserve(Header);
        string[] streams = [.. batch.Entries.Select(e => e.Stream).Distinct()];
        writer.Integer((ulong)streams.Length);
        foreach (string stream in streams)
            writer.Text(stream);
        foreach (var entry in batch.Entries)
        {
            writer.Byte((byte)entry.Kind);
            writer.Integer((ulong)(streams.Length == 1 ? 0 : Array.IndexOf(streams, entry.Stream)));
            writer.Int64(entry.Received);
            writer.Bytes(entry.Body.Span);
        }
        writer.Integer((ulong)batch.Requests.Count);
        foreach (var request in batch.Requests)
        {
            writer.UInt128(request.Key);
            writer.UInt128(request.Content);
            writer.Int64(request.Received);
        }
        writer.Integer((ulong)batch.Sources.Count);
        foreach (var source in batch.Sources)
        {
            writer.Text(source.Source);
            writer.Text(source.Position);
        }
        Finish(writer.Written[begin..], first, batch.Entries.Count, salt);
    }

    /// <summary>Writes the header of a frame whose content is there.</summary>
    public static void Finish(Span<byte> frame, long first, int count, uint salt)
    {
        MagicBytes.CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame[8..], frame.Length - Header);
        BinaryPrimitives.WriteInt32LittleEndian(frame[12..], count);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], first);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum.Of(salt, frame[8..]));
    }

    /// <summary>The batch in these bytes, which are whole.</summary>
    public JournalBatch Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new RecordReader(bytes[Header..]);
        string[] streams = ReadStreams(ref reader);
        var entries = new JournalEntry[Count];
        for (int i = 0; i < Count; i++)
            entries[i] = ReadEntry(ref reader, streams, First + i);
        var requests = new KeyedRequest[reader.Integer()];
        for (int i = 0; i < requests.Length; i++)
            requests[i] = new KeyedRequest(reader.UInt128(), reader.UInt128(), reader.Int64());
        var sources = new SourcePosition[reader.Integer()];
        for (int i = 0; i < sources.Length; i++)
            sources[i] = new SourcePosition(reader.Text(), reader.Text());
        return new JournalBatch(entries, []) { Requests = requests, Sources = sources };
    }

    /// <summary>One entry of the batch in these bytes.</summary>
    public JournalEntry Read(ReadOnlySpan<byte> bytes, long sequence)
    {
        var reader = new RecordReader(bytes[Header..]);
        string[] streams = ReadStreams(ref reader);
        for (long at = First; at < sequence; at++)
        {
            reader.Byte();
            reader.Integer();
            reader.Int64();
            reader.Bytes();
        }
        return ReadEntry(ref reader, streams, sequence);
    }

    private static string[] ReadStreams(ref RecordReader reader)
    {
        string[] streams = new string[reader.Integer()];
        for (int i = 0; i < streams.Length; i++)
            streams[i] = reader.Text();
        return streams;
    }

    private static JournalEntry ReadEntry(ref RecordReader reader, string[] streams, long sequence) =>
        new(sequence, (EntryKind)reader.Byte(), streams[reader.Integer()], reader.Int64(), reader.Bytes().ToArray());
}
