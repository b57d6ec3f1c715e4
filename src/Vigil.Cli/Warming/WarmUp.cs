using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Vigil.Cli.Serving;
using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;
using Vigil.Server.Configuration;

namespace Vigil.Cli.Warming;

/// <summary>
/// What a service does between having its state and saying that it is ready: it sends itself synthetic transactions over HTTP, through a
/// second server and a second store that are thrown away, so that the code of the whole path is compiled for speed before the first
/// request. Nothing of it is in state, journal, metrics, audit or limits of the real one. Takes a bounded time, and less when the compiler
/// has nothing more to do.
/// </summary>
internal static class WarmUp
{
    private const int Streams = 4, QuietMethods = 5;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1), Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs it, unless it is switched off or nothing scores yet. Its own failure is told and stops nothing.</summary>
    /// <param name="configuration">How the service runs, and for how long it warms up.</param>
    /// <param name="session">The store; the second one is in a folder in its own, for as long as this runs.</param>
    /// <param name="server">The server, which says meanwhile that it is warming up.</param>
    /// <param name="terminal">Told how long it took.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task RunAsync(
        ServerConfiguration configuration, StoreSession session, LiveServer server, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            WarmUpServer.Remove(session.Folder);
            LiveStream[] streams = [.. server.Service.Streams.OrderBy(s => s.Name, StringComparer.Ordinal).Take(Streams)];
            if (configuration.WarmUp > TimeSpan.Zero && streams.Length > 0)
                await RunAsync(configuration, session, streams, server, terminal, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            server.Tell(new Notice(true, $"The warm-up failed, so the first seconds are slow: {e.Message}"));
        }
        finally
        {
            server.WarmsUp = null;
        }
    }

    private static async Task RunAsync(
        ServerConfiguration configuration, StoreSession session, LiveStream[] streams, LiveServer server, Terminal terminal,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        terminal.Note(string.Create(CultureInfo.InvariantCulture,
            $"Warming up for at most {configuration.WarmUp.TotalSeconds:0.#} s…"));
        long answered;
        await using (var second = await WarmUpServer.StartAsync(configuration, session.Folder, streams, cancellation))
        using (var client = new WarmUpClient(second.Address, second.Key))
        {
            var work = client.RunAsync([.. streams.Select(s => new WarmUpTransactions(s))], cancellation);
            await WatchAsync(client, configuration.WarmUp, start, server, cancellation);
            client.Stop();
            await work;
            answered = client.Answered;
        }
        terminal.Note(string.Create(CultureInfo.InvariantCulture,
            $"Warm after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s and {answered:#,0} requests to itself."));
    }

    // What is called often is compiled again for speed; when that has ended, nothing gets faster any more.
    private static async Task WatchAsync(
        WarmUpClient client, TimeSpan most, long start, LiveServer server, CancellationToken cancellation)
    {
        long compiled = JitInfo.GetCompiledMethodCount();
        for (var passed = TimeSpan.Zero; passed < most && !client.HasFailed; passed = Stopwatch.GetElapsedTime(start))
        {
            server.WarmsUp = string.Create(CultureInfo.InvariantCulture, $"{client.Answered} requests to itself so far");
            await Task.Delay(Look < most - passed ? Look : most - passed, cancellation);
            long now = JitInfo.GetCompiledMethodCount();
            if (passed >= Least && now - compiled < QuietMethods)
                return;
            compiled = now;
        }
    }
}
