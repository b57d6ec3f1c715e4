using Vigil.Engine.Access;

namespace Vigil.Server.Access;

/// <summary>An entry of the audit log.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Details">JSON, or empty.</param>
public sealed record AuditAnswer(
    long Sequence, DateTime Time, string Actor, string Action, string Target, string Outcome, string Address, string Details)
{
    /// <summary>The entry.</summary>
    public static AuditAnswer Of(AuditEntry entry) => new(
        entry.Sequence, Microseconds.TimeOf(entry.Event.Time), entry.Event.Actor, entry.Event.Action, entry.Event.Target,
        entry.Event.Outcome, entry.Event.Address, entry.Event.Details);
}

/// <summary>What checking the chain found.</summary>
/// <param name="FirstBroken">The first entry that does not fit, or null.</param>
public sealed record AuditVerdictAnswer(bool Valid, long Entries, long? FirstBroken, string Problem);
