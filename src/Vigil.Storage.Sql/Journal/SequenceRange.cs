namespace Vigil.Storage.Sql.Journal;

/// <summary>A part of the journal, both ends included.</summary>
internal readonly record struct SequenceRange(long First, long Last)
{
    /// <summary>The whole journal.</summary>
    public static readonly SequenceRange All = new(0, long.MaxValue);

    /// <summary>Nothing of it.</summary>
    public static readonly SequenceRange None = new(1, 0);

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => First > Last;

    /// <summary>What comes after a sequence in that order; all of it without one.</summary>
    public SequenceRange Beyond(long? cursor, bool newestFirst) => cursor is not { } at ? this
        : newestFirst ? this with { Last = Math.Min(Last, at - 1) } : this with { First = Math.Max(First, at + 1) };

    /// <summary>The end that comes first in that order.</summary>
    public SequenceRange End(long width, bool newestFirst) => newestFirst
        ? this with { First = Math.Max(First, Last - width + 1) }
        : this with { Last = First > long.MaxValue - width ? Last : Math.Min(Last, First + width - 1) };

    /// <summary>What both have.</summary>
    public SequenceRange Within(SequenceRange other) => new(Math.Max(First, other.First), Math.Min(Last, other.Last));
}
