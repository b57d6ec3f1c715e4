using System.Numerics;

namespace Vigil.Detection.Numerics;

/// <summary>A small seeded generator with the same sequence on every machine and runtime version: xoshiro256**.</summary>
/// <remarks>
/// Source: Blackman, Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 2021; seeded by SplitMix64 as they advise.
/// </remarks>
public sealed class SeededRandom
{
    private ulong _a, _b, _c, _d;

    /// <summary>
    /// A generator for that seed; <paramref name="stream"/> gives independent ones of the same seed (one per tree, per customer).
    /// </summary>
    public SeededRandom(ulong seed, ulong stream = 0)
    {
        ulong state = seed ^ (stream * 0xD1342543DE82EF95UL);
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0…<paramref name="bound"/>−1, without bias worth mentioning below 2^31 (Lemire's multiplication).</summary>
    public int NextInt(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>Standard normal (Box–Muller, one of the pair).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
