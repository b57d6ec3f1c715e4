using System.Buffers.Text;
using System.Text;

namespace Vigil.Simulation.Output;

/// <summary>Writes the parts of a line into a buffer that is long enough.</summary>
internal ref struct Utf8Line(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(_target[Length..]);
        Length += utf8.Length;
    }

    public void Text(string ascii)
    {
        Ascii.FromUtf16(ascii, _target[Length..], out int written);
        Length += written;
    }

    /// <summary>The number with at least <paramref name="width"/> digits.</summary>
    public void Number(long value, byte width)
    {
        Utf8Formatter.TryFormat(value, _target[Length..], out int written, new('D', width));
        Length += written;
    }

    /// <summary>The number divided by 10 to the power of <paramref name="decimals"/>, with as many decimals.</summary>
    public void Fixed(long value, int decimals)
    {
        if (value < 0)
            _target[Length++] = (byte)'-';
        long scale = decimals == 2 ? 100 : 10_000;
        (long whole, long rest) = Math.DivRem(Math.Abs(value), scale);
        Number(whole, 1);
        _target[Length++] = (byte)'.';
        Digits((int)rest, decimals);
    }

    /// <summary>ISO 8601 in UTC with milliseconds: 2026-01-31T23:59:59.999Z.</summary>
    public void Time(long microseconds)
    {
        (long days, long rest) = Math.DivRem(microseconds / 1000, 86_400_000);
        (int year, int month, int day) = DateOnly.FromDayNumber((int)days + DaysToEpoch);
        int milliseconds = (int)rest;
        Digits(year, 4, '-');
        Digits(month, 2, '-');
        Digits(day, 2, 'T');
        Digits(milliseconds / 3_600_000, 2, ':');
        Digits(milliseconds / 60_000 % 60, 2, ':');
        Digits(milliseconds / 1000 % 60, 2, '.');
        Digits(milliseconds % 1000, 3, 'Z');
    }

    private const int DaysToEpoch = 719_162;

    private void Digits(int value, int count, char then)
    {
        Digits(value, count);
        _target[Length++] = (byte)then;
    }

    private void Digits(int value, int count)
    {
        for (int i = count - 1; i >= 0; i--, value /= 10)
            _target[Length + i] = (byte)('0' + value % 10);
        Length += count;
    }
}
