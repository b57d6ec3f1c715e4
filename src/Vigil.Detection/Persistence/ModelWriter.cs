using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Vigil.Detection.Persistence;

/// <summary>
/// Writes the parts of a model or state file: little-endian, lengths before contents. <c>ModelFile</c> adds header and checksum.
/// </summary>
public sealed class ModelWriter
{
    private const int LeastCapacity = 4096;
    private readonly ArrayBufferWriter<byte> _bytes;

    /// <summary>A writer that has nothing.</summary>
    /// <param name="capacity">Bytes that it will probably take: saves copying while it grows.</param>
    public ModelWriter(int capacity = LeastCapacity) => _bytes = new(Math.Max(capacity, LeastCapacity));

    /// <summary>Everything written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes a 32-bit integer.</summary>
    public void Write(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    /// <summary>Writes a 64-bit integer.</summary>
    public void Write(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    /// <summary>Writes a double, every bit of it.</summary>
    public void Write(double value) => Write(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Writes a text as UTF-8 behind its length in bytes.</summary>
    public void Write(string value) => WriteArray<byte>(Encoding.UTF8.GetBytes(value));

    /// <summary>Writes a count and that many plain values.</summary>
    public void WriteArray<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Write(values.Length);
        _bytes.Write(MemoryMarshal.AsBytes(values));
    }
}
