using Vigil.Engine.Decisions;

namespace Vigil.Server.Jobs;

/// <summary>Has streams changed by jobs, for those who are no request.</summary>
public sealed class StreamJobs
{
    private readonly JobRunner _jobs;

    internal StreamJobs(JobRunner jobs) => _jobs = jobs;

    /// <summary>Has a definition applied.</summary>
    /// <param name="target">It.</param>
    /// <param name="by">Who wants it.</param>
    public void Apply(LiveStream target, string by) => _jobs.Add(ApplyJob.Kind, by, new ApplyJob(target.Name, target.Text, null).Encode());
}
