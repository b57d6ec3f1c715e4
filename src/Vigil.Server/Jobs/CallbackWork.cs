using System.Globalization;
using Vigil.Engine.Operations;
using Vigil.Server.Http;

namespace Vigil.Server.Jobs;

/// <summary>
/// Tells the address that was given with a job that it is done: a POST with the counts, signed, to hosts that the configuration allows
/// only, never following redirects. The data itself is fetched with a credential.
/// </summary>
internal sealed class CallbackWork : IJobWork, IDisposable
{
    /// <summary>See <see cref="Job.Kind"/>.</summary>
    public const string CallbackKind = "callback";

    private readonly ServerParts _parts;
    private readonly CallbackHosts _hosts;
    private readonly byte[] _secret;
    private readonly SignedPost _post;

    /// <summary>Sends with the rules of those parts.</summary>
    public CallbackWork(ServerParts parts)
    {
        _parts = parts;
        _hosts = new CallbackHosts(parts.Http.CallbackHosts);
        _secret = parts.Key.Derive("callbacks");
        _post = new SignedPost(parts.Time);
    }

    /// <inheritdoc/>
    public string Kind => CallbackKind;

    /// <inheritdoc/>
    public int Together => 8;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(Job job, byte[] input, CancellationToken stopping)
    {
        var callback = CallbackJob.Decode(input);
        if (await _parts.Storage.Jobs.FindAsync(callback.Job, stopping) is not { } told || !_hosts.Allows(callback.Url, out var address))
            return new JobOutcome("{\"error\":\"the host is not allowed any more\"}", IsFailure: true);
        if (told.Status is not (JobStatus.Done or JobStatus.Failed))
            return new JobOutcome(null, CountsAsAttempt: false);
        int? status = await _post.SendAsync(address, Body(told), CallbackJob.KeyOf(_secret, callback.Job), stopping);
        return status is >= 200 and < 300
            ? new JobOutcome(string.Create(CultureInfo.InvariantCulture, $"{{\"status\":{status}}}")) : new JobOutcome(null);
    }

    /// <inheritdoc/>
    public void Dispose() => _post.Dispose();

    private static byte[] Body(Job job)
    {
        using var answer = JsonAnswer.Rent();
        answer.Json.WriteStartObject();
        JobJson.WriteMembers(answer.Json, job);
        answer.Json.WriteEndObject();
        return answer.Written.ToArray();
    }
}
