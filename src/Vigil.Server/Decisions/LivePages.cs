using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Vigil.Engine.Decisions;
using Vigil.Server.Fairness;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>
/// What those who follow live are sent: read once for all who ask the same from the same place, a few times a second at most, and more
/// rarely the more there are. Thread-safe.
/// </summary>
internal sealed class LivePages(ServerParts parts, ReadLane lane, Func<int> listeners)
{
    private const int Portion = 200, ListenersAtFullPace = 20, SlowestPaces = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private readonly DecisionPages _pages = new(parts);
    private readonly Lock _gate = new();
    private ConcurrentDictionary<(string Query, long From), Lazy<Task<LivePage>>> _read = new();
    private Task<long> _tick = Task.FromResult(0L);
    private long _reads;

    /// <summary>Pages that were read from the store.</summary>
    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>Completes when something beyond a sequence is on disk, with others that wait at the same moment; up to where.</summary>
    public async Task<long> NextAsync(long beyond, CancellationToken end)
    {
        while (true)
        {
            long committed = await Tick().WaitAsync(end);
            if (committed > beyond)
                return committed;
            await parts.Service.WaitForAsync(beyond, end);
        }
    }

    /// <summary>The page of a question from a place on.</summary>
    /// <param name="text">The question as it was asked.</param>
    /// <param name="query">The question.</param>
    /// <param name="from">Decisions beyond this sequence.</param>
    /// <param name="committed">Up to where everything is on disk.</param>
    public Task<LivePage> PageAsync(string text, DecisionQuery query, long from, long committed) =>
        _read.GetOrAdd((text, from), _ => new Lazy<Task<LivePage>>(
            () => lane.AskAsync(() => ReadAsync(query, from, committed), isBulk: false, CancellationToken.None))).Value;

    // Everybody who waits sees the same moment, so that they ask from the same place.
    private Task<long> Tick()
    {
        lock (_gate)
            return _tick.IsCompleted ? _tick = TickAsync() : _tick;
    }

    private async Task<long> TickAsync()
    {
        await Task.Delay(Pace * Math.Clamp(listeners() / ListenersAtFullPace, 1, SlowestPaces), parts.Time);
        _read = new();
        return parts.Service.CommittedSequence;
    }

    private async ValueTask<LivePage> ReadAsync(DecisionQuery query, long from, long committed)
    {
        Interlocked.Increment(ref _reads);
        var (items, next) = await _pages.PageAsync(query, from, newestFirst: false, Portion, CancellationToken.None);
        using var text = new MemoryStream();
        foreach (var decision in items)
            Write(text, decision);
        return new LivePage(text.ToArray(), next ?? Math.Max(committed, items.Count > 0 ? items[^1].Sequence : 0));
    }

    private static void Write(MemoryStream text, Decision decision)
    {
        using var answer = JsonAnswer.Rent();
        DecisionJson.WriteSummary(answer.Json, decision);
        text.Write(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"event: decision\nid: {decision.Sequence}\ndata: ")));
        text.Write(answer.Written.Span);
        text.Write("\n\n"u8);
    }
}

/// <summary>Events as they are sent.</summary>
/// <param name="Text">The events; empty when none fits.</param>
/// <param name="Next">Where to go on.</param>
internal sealed record LivePage(ReadOnlyMemory<byte> Text, long Next);
