using System.Collections.Immutable;

namespace Vigil.Engine.Transactions;

/// <summary>What another column adds to a field.</summary>
public enum FieldPart
{
    /// <summary>Money that goes out: subtracted from the amount by its size.</summary>
    Debit,

    /// <summary>Money that comes in: added to the amount by its size.</summary>
    Credit,

    /// <summary>A word that says whether the amount comes in or goes out.</summary>
    Sign,

    /// <summary>The time of day of a date.</summary>
    Clock,

    /// <summary>The time zone of a time.</summary>
    Zone,
}

/// <summary>The other columns that a field is read from. Equal when all of it is.</summary>
public sealed record FieldParts
{
    /// <summary>A field that is read from its own column alone.</summary>
    public static FieldParts None { get; } = new();

    /// <summary>The column of money that goes out; the amount is credit minus debit, and needs no column of its own.</summary>
    public string? Debit { get; init; }

    /// <summary>The column of money that comes in.</summary>
    public string? Credit { get; init; }

    /// <summary>The column that says whether the amount comes in or goes out.</summary>
    public string? Sign { get; init; }

    /// <summary>The values of <see cref="Sign"/>, in any case, that make the amount positive; any other makes it negative.</summary>
    public ImmutableArray<string> Positive { get; init; } = [];

    /// <summary>In place of <see cref="Positive"/>: the values that make it negative; any other makes it positive.</summary>
    public ImmutableArray<string> Negative { get; init; } = [];

    /// <summary>The column with the time of day.</summary>
    public string? Clock { get; init; }

    /// <summary>The column with the zone: UTC, +02:00, CEST, Europe/Berlin.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether the field's value comes from other columns, so that none of its own name is needed.</summary>
    public bool IsSplit => Debit is not null || Credit is not null;

    /// <summary>The columns that are named.</summary>
    public IEnumerable<(FieldPart Part, string Column)> Columns =>
        new[]
        {
            (FieldPart.Debit, Debit), (FieldPart.Credit, Credit), (FieldPart.Sign, Sign), (FieldPart.Clock, Clock), (FieldPart.Zone, Zone),
        }.Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!));

    /// <inheritdoc/>
    public bool Equals(FieldParts? other) =>
        other is not null && Columns.SequenceEqual(other.Columns) && Positive.SequenceEqual(other.Positive)
        && Negative.SequenceEqual(other.Negative);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Debit, Credit, Sign, Positive.Length, Clock, Zone);
}
