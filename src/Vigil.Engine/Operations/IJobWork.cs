namespace Vigil.Engine.Operations;

/// <summary>What jobs of one kind do.</summary>
public interface IJobWork
{
    /// <summary>See <see cref="Job.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>How many of them run at a time.</summary>
    int Together { get; }

    /// <summary>Whether their input may be personal: then it is taken away when they have ended.</summary>
    bool IsInputPersonal => false;

    /// <summary>Does it; doing it again after a crash must change nothing that was done.</summary>
    Task<JobOutcome> RunAsync(Job job, byte[] input, CancellationToken stopping);
}

/// <summary>How an attempt ended.</summary>
/// <param name="Result">What came of it, as JSON without personal data; null to try again later.</param>
/// <param name="IsFailure">Whether it ended badly for good.</param>
/// <param name="CountsAsAttempt">Whether trying again is counted: not when the service merely was busy.</param>
public readonly record struct JobOutcome(string? Result, bool IsFailure = false, bool CountsAsAttempt = true);
