using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vigil.Server.Access;
using Vigil.Server.Fairness;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>Decisions as they are made, as server-sent events. A client that reconnects gets what it missed by Last-Event-ID.</summary>
internal sealed class LiveDecisions
{
    private const int BehindAtMost = 5_000;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private readonly ServerParts _parts;
    private readonly CallerShares _shares;
    private readonly LivePages _pages;

    /// <summary>Answers from those parts, within those shares.</summary>
    public LiveDecisions(ServerParts parts, FairShares shares, ReadLane lane)
    {
        (_parts, _shares) = (parts, shares.Live);
        _pages = new LivePages(parts, lane, () => _shares.Total);
    }

    /// <summary>Pages that were read from the store, for all who follow.</summary>
    public long Reads => _pages.Reads;

    /// <summary>Answers until the client goes, the service stops, or the credential would have to be shown again.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        var reader = new QueryReader(context.Request.Query);
        var query = DecisionQuery.Read(reader, _parts.Service);
        long? from = LastEvent(context.Request, reader);
        using var share = _shares.TryTake(context.Actor());
        if ((reader.Problem() ?? (share is null ? FairShares.TooMany("event streams", _shares) : null)) is { } problem)
            return problem;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        using var lifetime = new CancellationTokenSource(_parts.Access.AccessLifetime, _parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, lifetime.Token);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            if (!context.WantsOnlyHead())
                await RunAsync(context, query, from ?? _parts.Service.CommittedSequence, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The client reconnects and goes on from its last event.
        }
        return Results.Empty;
    }

    private async Task RunAsync(HttpContext context, DecisionQuery query, long position, CancellationToken end)
    {
        string asked = context.Request.QueryString.Value ?? "";
        await WriteAsync(context, ": vigil\nretry: 1000\n\n", end);
        while (true)
        {
            long? news = await NewsAsync(position, end);
            if (!await context.IsStillLetInAsync())
                return;
            if (news is not { } committed)
            {
                await WriteAsync(context, ": heartbeat\n\n", end);
                continue;
            }
            if (committed - position > BehindAtMost)
            {
                long skipped = committed - BehindAtMost / 5 - position;
                position += skipped;
                await WriteAsync(context, string.Create(CultureInfo.InvariantCulture,
                    $"event: skipped\nid: {position}\ndata: {{\"count\":{skipped}}}\n\n"), end);
            }
            var page = await _pages.PageAsync(asked, query, position, committed).WaitAsync(end);
            if (page.Text.Length > 0)
                await context.Response.BodyWriter.WriteAsync(page.Text, end);
            position = page.Next;
        }
    }

    // Up to where something new is on disk; null when nothing came for a while.
    private async Task<long?> NewsAsync(long position, CancellationToken end)
    {
        using var patience = new CancellationTokenSource(Heartbeat, _parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, patience.Token);
        try
        {
            return await _pages.NextAsync(position, either.Token);
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken end)
    {
        Encoding.UTF8.GetBytes(text, context.Response.BodyWriter);
        await context.Response.BodyWriter.FlushAsync(end);
    }

    private static long? LastEvent(HttpRequest request, QueryReader reader)
    {
        string text = request.Headers["Last-Event-ID"].ToString();
        if (text.Length == 0)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
            return sequence;
        reader.Fail("Last-Event-ID", $"{text.Length} characters", "the id of an event: a sequence");
        return null;
    }
}
