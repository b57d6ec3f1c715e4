using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Vigil.Detection.Persistence;

/// <summary>Reads what <see cref="ModelWriter"/> wrote, in the same order. Every length is checked before anything is allocated.</summary>
public sealed class ModelReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    /// <summary>Whether everything has been read.</summary>
    public bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads a 32-bit integer.</summary>
    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>Reads a 64-bit integer.</summary>
    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>Reads a double.</summary>
    public double ReadDouble() => BitConverter.Int64BitsToDouble(ReadInt64());

    /// <summary>Reads a text.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadArray<byte>());

    /// <summary>Reads a count and that many plain values.</summary>
    public T[] ReadArray<T>()
        where T : unmanaged
    {
        int count = ReadInt32();
        long length = (long)count * Unsafe.SizeOf<T>();
        if (count < 0 || length > _rest.Length)
            throw new InvalidDataException(
                $"A list of {count} values does not fit into the {_rest.Length} bytes that are left: the file is damaged.");
        return MemoryMarshal.Cast<byte, T>(Take((int)length)).ToArray();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw new InvalidDataException($"{length} bytes expected where {_rest.Length} are left: the file is damaged.");
        var taken = _rest.Span[..length];
        _rest = _rest[length..];
        return taken;
    }
}
