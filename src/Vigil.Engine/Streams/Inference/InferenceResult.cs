using System.Collections.Immutable;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>What a column was taken for, and why.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Role">What it means.</param>
/// <param name="Type">How its text is read.</param>
/// <param name="Format">For the time: its format, null for ISO 8601. For numbers: null for a decimal point.</param>
/// <param name="IsUsed">Whether it is a field of the stream; a column that says nothing, or that gives the label away, is left out.</param>
/// <param name="Reason">In words: "named like an amount; 100 % numbers; 97 % different values".</param>
public sealed record InferredColumn(string Name, FieldRole Role, FieldType Type, string? Format, bool IsUsed, string Reason)
{
    /// <summary>The other columns that it is read from.</summary>
    public FieldParts Parts { get; init; } = FieldParts.None;

    /// <summary>For the amount: the currency of all rows, where no column says it.</summary>
    public string? Currency { get; init; }
}

/// <summary>What the data showed.</summary>
/// <param name="Definition">The stream; null after errors.</param>
/// <param name="Columns">Every column of the data in order, used or not; last, where there is one, the amount made of two of them.</param>
/// <param name="Errors">Every fault; empty when all is well.</param>
public sealed record InferenceResult(StreamDefinition? Definition, ImmutableArray<InferredColumn> Columns,
    ImmutableArray<StreamError> Errors)
{
    /// <summary>What the user should know before trusting the result.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}

/// <summary>Columns that the user names for a role; they win over the stream file and over the data.</summary>
/// <param name="Time">The time column.</param>
/// <param name="Entity">The entity column.</param>
/// <param name="Amount">The amount column.</param>
/// <param name="Label">The label column.</param>
public sealed record RoleOverrides(string? Time = null, string? Entity = null, string? Amount = null, string? Label = null)
{
    /// <summary>The stated roles with their columns.</summary>
    internal IEnumerable<(FieldRole Role, string Column)> Stated =>
        new[] { (FieldRole.Time, Time), (FieldRole.Entity, Entity), (FieldRole.Amount, Amount), (FieldRole.Label, Label) }
            .Where(o => o.Item2 is not null)
            .Select(o => (o.Item1, o.Item2!));
}
