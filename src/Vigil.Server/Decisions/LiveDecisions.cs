using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vigil.Engine.Runtime;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>Decisions as they are made, as server-sent events. A client that reconnects gets what it missed by Last-Event-ID.</summary>
internal sealed class LiveDecisions(ServerParts parts)
{
    private const int Portion = 200, BehindAtMost = 5_000, ConnectionsAtMost = 500;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15), Pace = TimeSpan.FromMilliseconds(100);
    private readonly DecisionPages _pages = new(parts);
    private int _connections;

    /// <summary>Answers until the client goes, the service stops, or the credential would have to be shown again.</summary>
    public async Task Answer(HttpContext context)
    {
        var reader = new QueryReader(context.Request.Query);
        var query = DecisionQuery.Read(reader, parts.Service);
        long? from = LastEvent(context.Request, reader);
        if ((reader.Problem() ?? (Volatile.Read(ref _connections) < ConnectionsAtMost ? null : Full())) is { } problem)
        {
            await problem.WriteAsync(context);
            return;
        }
        Interlocked.Increment(ref _connections);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        using var lifetime = new CancellationTokenSource(parts.Access.AccessLifetime, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, lifetime.Token);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            if (context.WantsOnlyHead())
                return;
            await RunAsync(context, query, from ?? parts.Service.CommittedSequence, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The client reconnects and goes on from its last event.
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task RunAsync(HttpContext context, DecisionQuery query, long position, CancellationToken end)
    {
        await WriteAsync(context, ": vigil\nretry: 1000\n\n", end);
        while (true)
        {
            bool hasNews = await NewsAsync(position, end);
            if (!await context.IsStillLetInAsync())
                return;
            if (!hasNews)
            {
                await WriteAsync(context, ": heartbeat\n\n", end);
                continue;
            }
            long committed = parts.Service.CommittedSequence;
            if (committed - position > BehindAtMost)
            {
                long skipped = committed - BehindAtMost / 5 - position;
                position += skipped;
                await WriteAsync(context, string.Create(CultureInfo.InvariantCulture,
                    $"event: skipped\nid: {position}\ndata: {{\"count\":{skipped}}}\n\n"), end);
            }
            var (items, next) = _pages.Page(query, position, newestFirst: false, Portion);
            foreach (var decision in items)
                Write(context, decision);
            if (items.Count > 0)
                await context.Response.BodyWriter.FlushAsync(end);
            position = next ?? Math.Max(committed, items.Count > 0 ? items[^1].Sequence : 0);
            // One query answers for many commits.
            await Task.Delay(Pace, parts.Time, end);
        }
    }

    private async Task<bool> NewsAsync(long position, CancellationToken end)
    {
        using var patience = new CancellationTokenSource(Heartbeat, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, patience.Token);
        try
        {
            await parts.Service.WaitForAsync(position, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Write(HttpContext context, Decision decision)
    {
        var output = context.Response.BodyWriter;
        using var answer = JsonAnswer.Rent();
        DecisionJson.WriteSummary(answer.Json, decision);
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: decision\nid: {decision.Sequence}\ndata: "), output);
        output.Write(answer.Written.Span);
        output.Write("\n\n"u8);
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

    private static Problem Full() => Problem.Of(ErrorCodes.Overloaded, StatusCodes.Status503ServiceUnavailable,
        "Too many clients follow the decisions live.", TimeSpan.FromSeconds(5));
}
