using System.Buffers.Binary;

namespace Vigil.Engine.Journal.Segments;

/// <summary>The beginning of a segment file.</summary>
/// <param name="First">The first entry that is kept in it.</param>
/// <param name="Begin">The place of the frame that holds it.</param>
/// <param name="Salt">What checksums of its frames begin with, so that nobody who sends transactions can make up a frame.</param>
internal readonly record struct SegmentHeader(long First, long Begin, uint Salt)
{
    /// <summary>Bytes.</summary>
    public const int Size = 40;

    private const int Plain = 1, Packed = 2;

    /// <summary>Whether groups of packed frames follow; frames otherwise.</summary>
    public bool IsPacked { get; init; }

    private static ReadOnlySpan<byte> Magic => "VIGILJRN"u8;

    /// <summary>Writes it.</summary>
    public void Write(Span<byte> target)
    {
        Magic.CopyTo(target);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], IsPacked ? Packed : Plain);
        BinaryPrimitives.WriteUInt32LittleEndian(target[12..], Salt);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], First);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Begin);
        BinaryPrimitives.WriteUInt32LittleEndian(target[32..], Checksum.Of(0, target[..32]));
    }

    /// <summary>Reads it; null where none was written whole.</summary>
    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public static SegmentHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Magic)
            || Checksum.Of(0, bytes[..32]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]))
            return null;
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) is var version && version is not (Plain or Packed))
            throw new InvalidDataException(
                $"The journal has format {version}; this program reads {Plain} and {Packed}. Use a newer program.");
        return new SegmentHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]))
        {
            IsPacked = version == Packed,
        };
    }
}
