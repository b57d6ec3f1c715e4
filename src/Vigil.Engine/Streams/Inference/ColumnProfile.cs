using System.Net;
using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>What a column's values look like: those of the sample, and where they were counted all of them. Shares are 0…1 of the values
/// that are there.</summary>
internal sealed class ColumnProfile
{
    /// <summary>Below so many values, shares of different ones say nothing.</summary>
    public const int FewValues = 20;

    private const int LongestNumber = 96;
    private static readonly HashSet<string> LabelWords =
        new(StringComparer.OrdinalIgnoreCase) { "0", "1", "0.0", "1.0", "true", "false", "yes", "no", "fraud", "legit" };

    private readonly SampleTable _table;
    private readonly int _index;

    /// <summary>Looks at column <paramref name="index"/>.</summary>
    /// <param name="table">The sample.</param>
    /// <param name="index">The column's place in it.</param>
    /// <param name="tally">What all its values show, where they were counted.</param>
    /// <param name="isStatedTime">Whether the user says that it is the time.</param>
    public ColumnProfile(SampleTable table, int index, ColumnTally? tally = null, bool isStatedTime = false)
    {
        (_table, _index, Tally) = (table, index, tally);
        Name = table.Columns[index];
        Words = new ColumnName(Name);
        Values = [.. table.Rows.Select(r => index < r.Length ? r[index] : null).OfType<string>().Select(v => v.Trim()).Where(IsThere)];
        Numbers = tally?.Numbers ?? Count(Values);
        var numbers = Values.Select(Number).OfType<double>().ToArray();
        Distinct = Values.Distinct(StringComparer.Ordinal).Count();
        NumberShare = Numbers.Values == 0 ? 0 : (double)Numbers.Numbers / Numbers.Values;
        HasFractions = numbers.Any(n => n != Math.Floor(n));
        (Least, Most) = numbers.Length > 0 ? (numbers.Min(), numbers.Max()) : (double.NaN, double.NaN);
        IsOrdered = numbers.Zip(numbers.Skip(1)).All(pair => pair.First <= pair.Second);
        IpShare = Share(Values.Count(IsIp));
        LabelShare = Share(Values.Count(LabelWords.Contains));
        Time = TimeEvidence.Of(this, isStatedTime);
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Its words.</summary>
    public ColumnName Words { get; }

    /// <summary>The values of the sample that are there.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>What all values show, where they were counted.</summary>
    public ColumnTally? Tally { get; }

    /// <summary>How its values read as numbers.</summary>
    public NumberTally Numbers { get; }

    /// <summary>Count of different values.</summary>
    public int Distinct { get; }

    /// <summary>Different values as a share of all.</summary>
    public double DistinctShare => Share(Distinct);

    /// <summary>Values that are finite numbers.</summary>
    public double NumberShare { get; }

    /// <summary>Whether it can be read as numbers.</summary>
    public bool IsNumber => NumberShare >= 0.9;

    /// <summary>Whether some number is not whole.</summary>
    public bool HasFractions { get; }

    /// <summary>Least number, NaN without any.</summary>
    public double Least { get; }

    /// <summary>Greatest number, NaN without any.</summary>
    public double Most { get; }

    /// <summary>Whether its numbers never fall.</summary>
    public bool IsOrdered { get; }

    /// <summary>Values that are network addresses.</summary>
    public double IpShare { get; }

    /// <summary>Values that say yes or no.</summary>
    public double LabelShare { get; }

    /// <summary>Whether and how it can be read as times.</summary>
    public TimeEvidence Time { get; }

    /// <summary>Whether there are enough values for shares to say something.</summary>
    public bool IsEnough => Values.Count >= FewValues;

    /// <summary>The format of its numbers: null for a decimal point.</summary>
    public string? NumberFormat => Numbers.HasComma ? NumberText.DecimalComma : null;

    /// <summary>The number in a row of the sample, NaN where there is none.</summary>
    public double NumberAt(int row) =>
        _table.Rows[row] is var texts && _index < texts.Length && texts[_index] is { } text
            ? Number(text.Trim()) ?? double.NaN : double.NaN;

    /// <summary>The text in a row of the sample, empty where there is none.</summary>
    public string TextAt(int row) => _table.Rows[row] is var texts && _index < texts.Length ? texts[_index] ?? "" : "";

    private static bool IsThere(string text) => text.Length > 0 && !MissingText.Is(Encoding.UTF8.GetBytes(text));

    private static NumberTally Count(IReadOnlyList<string> values)
    {
        var tally = new NumberTally();
        foreach (string value in values)
            tally.Add(Encoding.UTF8.GetBytes(value));
        return tally;
    }

    private double? Number(string text) =>
        text.Length <= LongestNumber && NumberText.TryRead(Encoding.UTF8.GetBytes(text), Numbers.HasComma, out double value)
            && double.IsFinite(value) ? value : null;

    private static bool IsIp(string text) =>
        text.Length is >= 3 and <= 45 && (text.Count(c => c == '.') == 3 || text.Count(c => c == ':') >= 2)
            && IPAddress.TryParse(text, out _);

    private double Share(int count) => Values.Count == 0 ? 0 : (double)count / Values.Count;
}
