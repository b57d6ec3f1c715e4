namespace Vigil.Files.Tests.Rows;

/// <summary>Gives its bytes out in pieces of a few bytes, as a slow pipe does.</summary>
internal sealed class TricklingStream(byte[] bytes, int seed) : MemoryStream(bytes)
{
    private readonly Random _random = new(seed);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, _random.Next(1, 8)));
}
