using System.Buffers.Binary;

namespace Vigil.Engine.Journal.Segments;

/// <summary>The header of frames that are packed together.</summary>
/// <param name="Packed">Bytes behind the header.</param>
/// <param name="Length">Bytes of the frames.</param>
/// <param name="First">The sequence of their first entry.</param>
/// <param name="Next">The sequence of the entry behind their last one.</param>
/// <param name="Check">Its checksum.</param>
internal readonly record struct FrameGroup(int Packed, int Length, long First, long Next, uint Check)
{
    /// <summary>Bytes of the header.</summary>
    public const int Header = 32;

    private static ReadOnlySpan<byte> Magic => "VJG1"u8;

    /// <summary>The group in these bytes, or null: what is behind its header may still be damaged, see <see cref="IsWhole"/>.</summary>
    public static FrameGroup? Begin(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Header || !bytes.StartsWith(Magic))
            return null;
        var group = new FrameGroup(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
        return group is { Packed: > 0, Length: > 0, First: > 0 } && group.Next >= group.First ? group : null;
    }

    /// <summary>Whether these bytes, header included, are those that were written.</summary>
    public bool IsWhole(ReadOnlySpan<byte> bytes, uint salt) =>
        bytes.Length == Header + Packed && Checksum.Of(salt, bytes[8..]) == Check;

    /// <summary>A group as it stands in a file.</summary>
    public static byte[] Write(ReadOnlySpan<byte> packed, int length, long first, long next, uint salt)
    {
        byte[] bytes = new byte[Header + packed.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), packed.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), first);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), next);
        packed.CopyTo(bytes.AsSpan(Header));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Checksum.Of(salt, bytes.AsSpan(8)));
        return bytes;
    }
}
