using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vigil.Engine.Access;
using Vigil.Engine.Journal;
using Vigil.Server.Http;

namespace Vigil.Server.Access;

/// <summary>
/// Tells an address of each new head of the audit log: in order, at least once, many at a time where there are many. What is audited waits
/// for none of it. Whoever keeps what it was told can say later whether the log was taken back.
/// </summary>
internal sealed partial class AuditWebhook : BackgroundService
{
    /// <summary>The most heads at a time.</summary>
    public const int Together = 500;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromMinutes(5);
    private readonly Meter _meter = new("Vigil");
    private readonly IAuditLog _log;
    private readonly Uri? _address;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly byte[] _key;
    private readonly SignedPost _post;
    private readonly Counter<long> _failures;
    private long _lag;
    private bool _isFailing;

    /// <summary>Tells the address of those parts, if they have one.</summary>
    public AuditWebhook(ServerParts parts, ILogger<AuditWebhook> logger)
    {
        (_log, _address, _time, _logger) = (parts.Storage.Audit, parts.Http.AuditWebhook, parts.Time, logger);
        (_key, _post) = (AuditWebhookKey.Of(parts.Key), new SignedPost(parts.Time));
        _failures = _meter.CreateCounter<long>("vigil.audit.webhook.failures", "{attempt}", "Attempts to tell heads of the audit log");
        if (_address is not null)
            _meter.CreateObservableGauge("vigil.audit.webhook.lag", () => Interlocked.Read(ref _lag), "{entry}",
                "Entries of the audit log that the webhook was not told of yet");
    }

    /// <summary>How many entries it was not told of yet.</summary>
    public static async ValueTask<long> LagAsync(IAuditLog log, CancellationToken cancellation)
    {
        long last = await log.LastSequenceAsync(cancellation), told = await log.DeliveredAsync(cancellation);
        return told <= last ? last - told : last;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _post.Dispose();
        _meter.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_address is null)
            return;
        await Task.Yield();
        for (int failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            bool? isTold = await TellAsync(_address, stoppingToken);
            failures = isTold == false ? failures + 1 : 0;
            if (isTold != true)
                await WaitAsync(Pause(failures), stoppingToken);
        }
    }

    private static TimeSpan Pause(int failures) =>
        TimeSpan.FromTicks(Math.Min(Look.Ticks << Math.Clamp(failures - 1, 0, 20), LongestPause.Ticks));

    // What was not told yet is counted all along, also while a receiver that does not answer is left alone for minutes.
    private async Task WaitAsync(TimeSpan pause, CancellationToken stopping)
    {
        for (var waited = TimeSpan.Zero; waited < pause && !stopping.IsCancellationRequested; waited += Look)
        {
            await CountAsync(stopping);
            await Task.Delay(Look, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CountAsync(CancellationToken stopping)
    {
        try
        {
            Interlocked.Exchange(ref _lag, await LagAsync(_log, stopping));
        }
        catch (Exception e) when (e is StorageException || stopping.IsCancellationRequested)
        {
            // Telling meets the same store and says so; the figure stays what it was.
        }
    }

    // Null when there is nothing to tell.
    private async Task<bool?> TellAsync(Uri address, CancellationToken stopping)
    {
        try
        {
            long told = await _log.DeliveredAsync(stopping);
            // The log was taken back, or a backup was put in: whoever was told more should see it.
            var heads = await _log.AfterAsync(told > await _log.LastSequenceAsync(stopping) ? 0 : told, Together, stopping);
            if (heads.Count == 0)
                return null;
            int? status = await _post.SendAsync(address, Body(heads), _key, stopping);
            if (status is >= 200 and < 300)
            {
                await _log.DeliverAsync(heads[^1].Sequence, stopping);
                Note(null);
                return true;
            }
            Note(status is null ? "no answer" : FormattableString.Invariant($"status {status}"));
        }
        catch (StorageException e)
        {
            Note(e.Message);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        return false;
    }

    // Once for each outage, not for each attempt.
    private void Note(string? failure)
    {
        if (failure is not null)
            _failures.Add(1);
        if (failure is not null && !_isFailing)
            Failing(_logger, failure);
        else if (failure is null && _isFailing)
            Reached(_logger);
        _isFailing = failure is not null;
    }

    private static byte[] Body(IReadOnlyList<AuditEntry> heads)
    {
        using var answer = JsonAnswer.Rent();
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteStartArray("heads"u8);
        foreach (var head in heads)
        {
            json.WriteStartObject();
            json.WriteNumber("sequence"u8, head.Sequence);
            json.WriteString("time"u8, TimeText.Of(head.Event.Time));
            json.WriteString("hash"u8, Convert.ToHexStringLower(head.Hash));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        return answer.Written.ToArray();
    }

    [LoggerMessage(1, LogLevel.Warning, "The webhook of the audit log cannot be told ({Why}); it is tried again until it can")]
    private static partial void Failing(ILogger log, string why);

    [LoggerMessage(2, LogLevel.Information, "The webhook of the audit log can be told again")]
    private static partial void Reached(ILogger log);
}
