using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>How the values of a column read as numbers with a decimal point and with a decimal comma.</summary>
internal sealed class NumberTally
{
    private const int LongDigits = 5;
    private long _points, _commas, _pointGroups, _commaGroups, _long;

    /// <summary>Values that are there.</summary>
    public long Values { get; private set; }

    /// <summary>Numbers below zero.</summary>
    public long Negatives { get; private set; }

    /// <summary>Numbers above zero.</summary>
    public long Positives { get; private set; }

    /// <summary>The currency that all numbers are written with, or null.</summary>
    public string? Currency { get; private set; }

    /// <summary>Two different currencies that numbers are written with; null where there is at most one.</summary>
    public (string One, string Other)? Mixed { get; private set; }

    /// <summary>Whether the decimals follow a comma: so more values are numbers, or the points can only be thousands.</summary>
    public bool HasComma => _commas != _points ? _commas > _points
        : _pointGroups > 0 ? _pointGroups < Values && _long == 0
        : _commaGroups > 0 && _long > 0;

    /// <summary>Values that are numbers in the better of the two readings.</summary>
    public long Numbers => Math.Max(_points, _commas);

    /// <summary>Whether both readings take all that either does, and differ.</summary>
    public bool IsOpen => _points == _commas && _pointGroups + _commaGroups > 0;

    /// <summary>Why this reading, in words; empty where there is nothing to say.</summary>
    public string Reason => (IsOpen, _pointGroups > 0, HasComma) switch
    {
        (true, true, true) => "points are thousands, for shorter numbers have none",
        (true, true, false) => "points are decimals; thousands would read as well",
        (true, false, true) => "commas are decimals, for long numbers have none",
        (true, false, false) => "commas are thousands",
        (false, _, true) => "decimal comma",
        _ => "",
    };

    /// <summary>Counts one value.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        if (MissingText.IsNumber(utf8))
            return;
        Values++;
        bool isPoint = NumberText.TryRead(utf8, hasComma: false, out double value);
        bool isComma = NumberText.TryRead(utf8, hasComma: true, out double other);
        if (!isPoint && !isComma)
            return;
        _points += isPoint ? 1 : 0;
        _commas += isComma ? 1 : 0;
        double number = isPoint ? value : other;
        Negatives += number < 0 ? 1 : 0;
        Positives += number > 0 ? 1 : 0;
        if (isPoint && isComma && value != other)
            (_pointGroups, _commaGroups) = utf8.Contains((byte)'.') ? (_pointGroups + 1, _commaGroups) : (_pointGroups, _commaGroups + 1);
        else if (isPoint && isComma && Math.Abs(value) >= Math.Pow(10, LongDigits - 1) && IsUngrouped(utf8))
            _long++;
        AddCurrency(utf8);
    }

    private void AddCurrency(ReadOnlySpan<byte> utf8)
    {
        if (Mixed is not null || (uint)(utf8[0] - '0') <= 9 && (uint)(utf8[^1] - '0') <= 9)
            return;
        string? code = NumberText.CurrencyOf(utf8);
        Mixed = code is not null && Currency is not null && code != Currency ? (Currency, code) : null;
        Currency = Mixed is null ? code ?? Currency : null;
    }

    private static bool IsUngrouped(ReadOnlySpan<byte> utf8)
    {
        int run = 0;
        foreach (byte b in utf8)
        {
            run = (uint)(b - '0') <= 9 ? run + 1 : 0;
            if (run >= LongDigits)
                return true;
        }
        return false;
    }
}
