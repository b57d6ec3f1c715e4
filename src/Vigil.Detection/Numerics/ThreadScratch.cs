namespace Vigil.Detection.Numerics;

/// <summary>Working memory of the calling thread, kept between calls, so that loops allocate nothing once they have run.</summary>
/// <remarks>
/// Not the shared array pool: that one gives memory back when the collector asks for it and would allocate again at any time.
/// </remarks>
internal static class ThreadScratch
{
    [ThreadStatic]
    private static double[]? _values;

    /// <summary>
    /// Values with any content. They belong to the caller until it returns: it must not call anything else that takes scratch.
    /// </summary>
    public static Span<double> Doubles(int length)
    {
        if (_values is null || _values.Length < length)
            _values = new double[Math.Max(length, 1024)];
        return _values.AsSpan(0, length);
    }
}
