namespace Vigil.Server.Tests.Robustness;

/// <summary>Damages good inputs in many ways. The same seed gives the same inputs.</summary>
internal sealed class Mutator(byte[][] good, byte[][] words, int seed)
{
    private const int Longest = 8192;
    private readonly Random _random = new(seed);

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        byte[] input = Pick(good);
        for (int i = _random.Next(1, 5); i > 0; i--)
            input = Damage(input);
        return input.Length > Longest ? input[..Longest] : input;
    }

    private byte[] Damage(byte[] input)
    {
        var (from, to) = Range(input.Length);
        switch (_random.Next(9))
        {
            case 0:
                return [.. input[..from], .. input[to..]];
            case 1:
                return [.. input[..to], .. input[from..to], .. input[to..]];
            case 2:
                return input[..from];
            case 3:
                return [.. input[..from], .. Pick(words), .. input[from..]];
            case 4:
                return [.. input[..from], .. Pick(words), .. input[to..]];
            case 5:
                byte[] other = Pick(good);
                return [.. input[..from], .. other[_random.Next(other.Length)..]];
            case 6:
                byte one = input.Length > 0 ? input[Math.Min(from, input.Length - 1)] : (byte)'[';
                return [.. input[..from], .. Enumerable.Repeat(one, 40), .. input[to..]];
            default:
                return Flip(input);
        }
    }

    private byte[] Flip(byte[] input)
    {
        byte[] flipped = [.. input];
        for (int i = _random.Next(1, 4); i > 0 && flipped.Length > 0; i--)
            flipped[_random.Next(flipped.Length)] = (byte)_random.Next(256);
        return flipped;
    }

    private (int From, int To) Range(int length)
    {
        int from = _random.Next(length + 1);
        return (from, Math.Min(length, from + _random.Next(1, 24)));
    }

    private byte[] Pick(byte[][] from) => from[_random.Next(from.Length)];
}
