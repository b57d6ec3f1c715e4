using System.Net;
using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>What a column's sample values look like. Shares are 0…1 of the values that are there.</summary>
internal sealed class ColumnProfile
{
    /// <summary>Below so many values, shares of different ones say nothing.</summary>
    public const int FewValues = 20;

    private const int LongestNumber = 64;
    private static readonly HashSet<string> LabelWords =
        new(StringComparer.OrdinalIgnoreCase) { "0", "1", "0.0", "1.0", "true", "false", "yes", "no", "fraud", "legit" };

    /// <summary>Looks at column <paramref name="index"/>.</summary>
    public ColumnProfile(SampleTable table, int index)
    {
        Name = table.Columns[index];
        Words = new ColumnName(Name);
        var values = table.Rows.Select(r => index < r.Length ? r[index] : null).OfType<string>().Select(v => v.Trim())
            .Where(v => v.Length > 0).ToArray();
        Values = values;
        var numbers = values.Select(Number).OfType<double>().ToArray();
        Distinct = values.Distinct(StringComparer.Ordinal).Count();
        NumberShare = Share(numbers.Length);
        HasFractions = numbers.Any(n => n != Math.Floor(n));
        (Least, Most) = numbers.Length > 0 ? (numbers.Min(), numbers.Max()) : (double.NaN, double.NaN);
        IsOrdered = numbers.Zip(numbers.Skip(1)).All(pair => pair.First <= pair.Second);
        IpShare = Share(values.Count(IsIp));
        LabelShare = Share(values.Count(LabelWords.Contains));
        Time = TimeEvidence.Of(this);
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Its words.</summary>
    public ColumnName Words { get; }

    /// <summary>The values that are there.</summary>
    public IReadOnlyList<string> Values { get; }

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

    private static double? Number(string text) =>
        text.Length <= LongestNumber && NumberParser.TryParse(Encoding.UTF8.GetBytes(text), out double value) ? value : null;

    private static bool IsIp(string text) =>
        text.Length is >= 3 and <= 45 && (text.Count(c => c == '.') == 3 || text.Count(c => c == ':') >= 2)
            && IPAddress.TryParse(text, out _);

    private double Share(int count) => Values.Count == 0 ? 0 : (double)count / Values.Count;
}
