using System.Runtime.InteropServices;

namespace Vigil.Engine.Scoring;

/// <summary>A 128-bit hash of an identifier, never 0: with 10^9 identifiers the chance of any collision is below 10^−20.</summary>
internal static class IdHash
{
    public static UInt128 Of(ReadOnlySpan<byte> id)
    {
        ulong a = 0x9E3779B97F4A7C15UL ^ (ulong)id.Length, b = 0xC2B2AE3D27D4EB4FUL;
        for (; id.Length >= 8; id = id[8..])
            Mix(ref a, ref b, MemoryMarshal.Read<ulong>(id));
        ulong rest = 0;
        for (int i = 0; i < id.Length; i++)
            rest |= (ulong)id[i] << (8 * i);
        Mix(ref a, ref b, rest);
        Mix(ref a, ref b, 0x165667B19E3779F9UL);
        return new UInt128(a, b | 1);
    }

    private static void Mix(ref ulong a, ref ulong b, ulong word)
    {
        ulong high = Math.BigMul(a ^ word, 0xD6E8FEB86659FD93UL, out ulong low);
        a = high ^ low ^ b;
        high = Math.BigMul(b ^ word, 0xA0761D6478BD642FUL, out low);
        b = high ^ low ^ a;
    }
}
