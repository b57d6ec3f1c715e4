using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>
/// Counts over all rows what the first ones leave open: which reading of numbers, which format of times takes the most. So a choice that
/// later rows refute is never made.
/// </summary>
public sealed class ColumnSurvey
{
    private readonly Dictionary<string, ColumnTally> _tallies;

    private ColumnSurvey(Dictionary<string, ColumnTally> tallies)
    {
        _tallies = tallies;
        Columns = [.. tallies.Keys];
    }

    /// <summary>The columns whose values are to be counted.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The survey of the columns that may be times or numbers.</summary>
    /// <param name="table">The first rows.</param>
    public static ColumnSurvey Of(SampleTable table)
    {
        var tallies = new Dictionary<string, ColumnTally>();
        for (int i = 0; i < table.Columns.Count; i++)
        {
            var profile = new ColumnProfile(table, i);
            if (profile.Time.IsTime || profile.NumberShare >= 0.3)
                tallies.TryAdd(profile.Name, new ColumnTally(profile.Time.Candidates));
        }
        return new ColumnSurvey(tallies);
    }

    /// <summary>Counts a value of the column at <paramref name="index"/> in <see cref="Columns"/>.</summary>
    public void Add(int index, ReadOnlySpan<byte> utf8) => _tallies[Columns[index]].Add(utf8);

    /// <summary>Whether values turned up that other formats may read, so that all rows have to be counted once more.</summary>
    public bool IsToBeRepeated()
    {
        bool isOpen = false;
        foreach (var tally in _tallies.Values)
            isOpen |= tally.Extend();
        return isOpen;
    }

    /// <summary>What was counted, or null.</summary>
    internal ColumnTally? Find(string column) => _tallies.GetValueOrDefault(column);
}
