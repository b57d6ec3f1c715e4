using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Engine.Protection;

/// <summary>Where a box belongs: one that was moved cannot be opened.</summary>
/// <param name="Field">What it holds: <c>decision</c> for the personal fields of one, <c>note</c> for what was added to a label.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Entity">Keyed hash of the entity.</param>
/// <param name="Sequence">The entry of the journal.</param>
public readonly record struct BoxPlace(string Field, string Stream, UInt128 Entity, long Sequence);

/// <summary>
/// A <see cref="SealedBox"/> with an entity's data key, bound to its place. Layout: which key (4 bytes), then the box. The first tells a
/// key that was erased from a box that was moved or changed.
/// </summary>
public static class EntityBox
{
    private const int KeyMark = 4;

    /// <summary>Seals a value for one place.</summary>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, in BoxPlace place)
    {
        byte[] box = SealedBox.Seal(key, plain, Context(place)), marked = new byte[KeyMark + box.Length];
        Mark(key, marked);
        box.CopyTo(marked.AsSpan(KeyMark));
        return marked;
    }

    /// <summary>The value; null when it was sealed with a key that the entity had before it was erased.</summary>
    /// <exception cref="InvalidDataException">It was changed, or is of another place.</exception>
    public static byte[]? Open(byte[] key, ReadOnlySpan<byte> box, in BoxPlace place)
    {
        Span<byte> mark = stackalloc byte[KeyMark];
        Mark(key, mark);
        if (box.Length >= KeyMark && !box[..KeyMark].SequenceEqual(mark))
            return null;
        return (box.Length < KeyMark ? null : SealedBox.Open(key, box[KeyMark..], Context(place))) ?? throw new InvalidDataException(
            $"The personal values of the entry {place.Sequence} cannot be opened ({place.Field}): they were changed, or are those of "
            + "another entry or field. Somebody wrote into the store; restore it from a backup.");
    }

    private static void Mark(byte[] key, Span<byte> mark)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        hash[..KeyMark].CopyTo(mark);
    }

    private static byte[] Context(in BoxPlace place)
    {
        int field = Encoding.UTF8.GetByteCount(place.Field), stream = Encoding.UTF8.GetByteCount(place.Stream);
        byte[] context = new byte[1 + field + 16 + sizeof(long) + stream];
        context[0] = (byte)field;
        var rest = context.AsSpan(1 + Encoding.UTF8.GetBytes(place.Field, context.AsSpan(1)));
        BinaryPrimitives.WriteUInt128LittleEndian(rest, place.Entity);
        BinaryPrimitives.WriteInt64LittleEndian(rest[16..], place.Sequence);
        Encoding.UTF8.GetBytes(place.Stream, rest[(16 + sizeof(long))..]);
        return context;
    }
}
