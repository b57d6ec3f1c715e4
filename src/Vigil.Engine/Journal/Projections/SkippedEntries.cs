namespace Vigil.Engine.Journal.Projections;

/// <summary>Entries that could not be read and are therefore in no projection. Thread-safe.</summary>
internal sealed class SkippedEntries
{
    // What is named; of more, only the count is told.
    private const int Most = 1000;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, long> _ranges = [];

    /// <summary>They in words, such as "17, 120–247"; null when there are none.</summary>
    public string? Text
    {
        get
        {
            lock (_gate)
                return _ranges.Count == 0 ? null
                    : string.Join(", ", _ranges.Select(r => r.Key == r.Value ? $"{r.Key}" : $"{r.Key}–{r.Value}"))
                        + (_ranges.Count == Most ? " and more" : "");
        }
    }

    /// <summary>Adds a range; false when it is known already.</summary>
    public bool Add(long first, long last)
    {
        lock (_gate)
            return _ranges.Count < Most && _ranges.TryAdd(first, last);
    }

    /// <summary>What an operator is told about a range.</summary>
    public static string Notice(long first, long last, string why) =>
        (first == last ? $"Entry {first} is" : $"Entries {first} to {last} are")
        + $" left out of the tables that follow from the journal, for the journal cannot be read there: {why} Decisions go on. "
        + "To have them again, restore the store from a backup.";
}
