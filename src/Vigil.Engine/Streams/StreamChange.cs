namespace Vigil.Engine.Streams;

/// <summary>When a change of a stream takes effect.</summary>
public enum ChangeEffect
{
    /// <summary>With the entry of the journal.</summary>
    AtOnce,

    /// <summary>Once the state that it needs is built from the journal.</summary>
    AfterBuild,

    /// <summary>When a model is trained.</summary>
    NextTraining,

    /// <summary>Never: it is refused.</summary>
    Refused,
}

/// <summary>One thing in which an edited stream differs from the one that is served.</summary>
/// <param name="What">Where in the stream file: <c>policy.review</c>, <c>schema.amount.role</c>, <c>features.customer_count_1h</c>.</param>
/// <param name="Before">As it is served; empty for nothing.</param>
/// <param name="After">As the edit has it; empty for nothing.</param>
/// <param name="Effect">When it takes effect.</param>
public sealed record StreamChange(string What, string Before, string After, ChangeEffect Effect)
{
    /// <summary>What is to be known of it; why it is refused, and what to do. Empty for nothing.</summary>
    public string Remark { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString()
    {
        string change = (Before, After) switch
        {
            ("", "") => What,
            ("", _) => $"+ {What}: {After}",
            (_, "") => $"- {What}: {Before}",
            _ => $"~ {What}: {Before} -> {After}",
        };
        return Remark.Length > 0 ? $"{change} ({Remark})" : change;
    }
}
