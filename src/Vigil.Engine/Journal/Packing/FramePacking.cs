using System.IO.Compression;

namespace Vigil.Engine.Journal.Packing;

/// <summary>
/// Frames of the journal in fewer bytes, to be unpacked to the same bytes: by columns, what follows from the rest left out, and compressed.
/// One thread.
/// </summary>
internal sealed class FramePacking
{
    // Above, a few bytes less cost much more time; see bench/README.md.
    private const int Quality = 4, Window = 20;
    private const byte AsTheyAre = 0, ByColumns = 1;

    private readonly Columns _columns = new();
    private readonly ByteQueue _plain = new(), _dense = new(), _packed = new();
    private readonly RecordWalk _apart, _together;

    public FramePacking()
    {
        _apart = new RecordWalk(new Transposition(_columns, isTakingApart: true));
        _together = new RecordWalk(new Transposition(_columns, isTakingApart: false));
    }

    /// <summary>Packs frames that stand one behind the other.</summary>
    public byte[] Pack(ReadOnlySpan<byte> frames, uint salt)
    {
        if (TryTakeApart(frames, salt))
        {
            byte[] packed = Compress(ByColumns, _plain.Rest, _dense.Rest);
            if (Unpack(packed, frames.Length, salt).AsSpan().SequenceEqual(frames))
                return packed;
        }
        return Compress(AsTheyAre, frames, []);
    }

    /// <summary>Unpacks them.</summary>
    /// <param name="packed">What <see cref="Pack"/> gave.</param>
    /// <param name="length">The length of the frames.</param>
    /// <param name="salt">The same.</param>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public byte[] Unpack(ReadOnlySpan<byte> packed, int length, uint salt)
    {
        _packed.Clear();
        _packed.Add(packed);
        byte method = _packed.Take(1)[0];
        int plain = (int)Math.Min(_packed.TakeInteger(), (ulong)Array.MaxLength);
        int dense = (int)Math.Min(_packed.TakeInteger(), int.MaxValue);
        _dense.Clear();
        _dense.Add(_packed.Take(dense));
        _plain.Clear();
        if (!BrotliDecoder.TryDecompress(_packed.Rest, _plain.Add(plain), out int written) || written != plain)
            throw new InvalidDataException("A packed part of the journal is damaged: restore the store from a backup.");
        if (method == AsTheyAre)
            return _plain.Rest.ToArray();
        _columns.Clear();
        _columns.Read(_plain, _dense);
        return _together.PutTogether(length, salt);
    }

    private bool TryTakeApart(ReadOnlySpan<byte> frames, uint salt)
    {
        _columns.Clear();
        _plain.Clear();
        _dense.Clear();
        try
        {
            _apart.TakeApart(frames, salt);
        }
        catch (InvalidDataException)
        {
            return false;
        }
        _columns.Write(_plain, _dense);
        return true;
    }

    private byte[] Compress(byte method, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> dense)
    {
        _packed.Clear();
        _packed.Add(1)[0] = method;
        _packed.AddInteger((ulong)plain.Length);
        _packed.AddInteger((ulong)dense.Length);
        _packed.Add(dense);
        byte[] target = new byte[_packed.Count + BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        _packed.Rest.CopyTo(target);
        if (!BrotliEncoder.TryCompress(plain, target.AsSpan(_packed.Count), out int written, Quality, Window))
            throw new InvalidOperationException("The compressor needs more room than it said.");
        return target.AsSpan(0, _packed.Count + written).ToArray();
    }
}
