namespace Vigil.Engine.Runtime;

/// <summary>How the service runs.</summary>
public sealed record ServiceOptions
{
    /// <summary>Transactions that may wait for a decision, 1…1,000,000; beyond, submissions are refused.</summary>
    public int QueueCapacity { get; init; } = 20_000;

    /// <summary>Transactions scored together at most.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>A snapshot of state is taken when this many entries came since the last one…</summary>
    public long SnapshotEntries { get; init; } = 1_000_000;

    /// <summary>…or when it is this old and any entry came.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How far ahead of its receipt an event may be dated, 0 or more; beyond, it is refused.</summary>
    public TimeSpan Future { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether snapshots are read at the start; without, state is folded from the beginning of the journal.</summary>
    public bool UsesSnapshots { get; init; } = true;

    /// <summary>The name under which it measures itself.</summary>
    public string Meter { get; init; } = "Vigil";
}

/// <summary>What the service is doing.</summary>
public enum ServicePhase
{
    /// <summary>Rebuilds its state from snapshot and journal.</summary>
    Recovering,

    /// <summary>Takes submissions.</summary>
    Ready,

    /// <summary>The store failed; it is tried again.</summary>
    Failed,

    /// <summary>Answers what it has taken and takes nothing new.</summary>
    Stopping,

    /// <summary>Has stopped.</summary>
    Stopped,
}

/// <summary>The state of the service.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Reason">Why, for an operator; empty when ready.</param>
/// <param name="Progress">Recovery: entries folded; else 0.</param>
public sealed record ServiceState(ServicePhase Phase, string Reason = "", long Progress = 0);

/// <summary>Something an operator should know; without personal data.</summary>
/// <param name="IsProblem">Whether it is a problem or merely information.</param>
/// <param name="Text">In words.</param>
public sealed record Notice(bool IsProblem, string Text);
