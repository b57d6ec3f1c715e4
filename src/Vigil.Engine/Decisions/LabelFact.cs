using Vigil.Engine.Journal;

namespace Vigil.Engine.Decisions;

/// <summary>What somebody says of a transaction.</summary>
/// <param name="IsFraud">True for fraud, false for legitimate; null takes back what was said before, and what came with it counts.</param>
/// <param name="Note">What is added to it.</param>
public sealed record Conclusion(bool? IsFraud, LabelNote Note)
{
    /// <summary>Nothing was said.</summary>
    public static Conclusion None { get; } = new(null, LabelNote.None);
}

/// <summary>One thing that was said of a decision.</summary>
/// <param name="Sequence">Its place in the journal.</param>
/// <param name="Conclusion">What; without a note that cannot be read any more.</param>
/// <param name="Time">When it became known, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Received">When it was said, likewise.</param>
/// <param name="By">Who said so.</param>
public sealed record LabelFact(long Sequence, Conclusion Conclusion, long Time, long Received, string By);
