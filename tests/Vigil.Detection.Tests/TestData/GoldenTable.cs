using System.Globalization;
using Vigil.Testing;

namespace Vigil.Detection.Tests.TestData;

/// <summary>A table of numbers from the golden vectors; an empty field is NaN.</summary>
internal sealed record GoldenTable(string[] Columns, double[] Values)
{
    public int Rows => Values.Length / Columns.Length;

    public static GoldenTable Load(string relative)
    {
        string[] lines = File.ReadAllLines(Datasets.Path(relative));
        return new GoldenTable(lines[0].Split(','), [.. lines.Skip(1).SelectMany(line => line.Split(',')).Select(Number)]);
    }

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Columns.Length, Columns.Length);

    public double[] Column(string name)
    {
        int column = Array.IndexOf(Columns, name);
        return [.. Enumerable.Range(0, Rows).Select(row => Values[row * Columns.Length + column])];
    }

    private static double Number(string field) => field.Length == 0 ? double.NaN : double.Parse(field, CultureInfo.InvariantCulture);
}
