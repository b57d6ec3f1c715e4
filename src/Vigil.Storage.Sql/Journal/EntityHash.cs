using System.Buffers.Binary;

namespace Vigil.Storage.Sql.Journal;

/// <summary>How the keyed hash of an entity, or of a request, is stored: 16 bytes, little-endian.</summary>
internal static class EntityHash
{
    public const int Length = 16;

    public static void Write(UInt128 entity, Span<byte> bytes) => BinaryPrimitives.WriteUInt128LittleEndian(bytes, entity);

    public static UInt128 Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128LittleEndian(bytes);

    public static byte[] Bytes(UInt128 entity)
    {
        byte[] bytes = new byte[Length];
        Write(entity, bytes);
        return bytes;
    }
}
