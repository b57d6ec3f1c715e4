using System.Diagnostics;
using System.Net;
using System.Text;

namespace Vigil.Bench.Load;

/// <summary>What a run of the load found.</summary>
/// <param name="Rate">Requests a second that were due.</param>
/// <param name="Answered">Answered with 200.</param>
/// <param name="Failed">Answered otherwise, or not at all.</param>
/// <param name="Seconds">From the first due time to the last answer.</param>
/// <param name="Latencies">From the moment a request was due to its whole answer.</param>
/// <param name="FirstFailure">The first answer that was not 200, or empty.</param>
internal sealed record LoadResult(double Rate, long Answered, long Failed, double Seconds, LatencyHistogram Latencies, string FirstFailure)
{
    /// <summary>Of the requests that were due in the first second.</summary>
    public LatencyHistogram FirstSecond { get; init; } = new();

    /// <summary>Of the requests that were due in the first five seconds.</summary>
    public LatencyHistogram FirstFive { get; init; } = new();

    /// <summary>Whether every request was answered and 99 of 100 within a bound.</summary>
    public bool Holds(double milliseconds) => Failed == 0 && Latencies.Percentile(.99) < milliseconds;
}

/// <summary>
/// An open loop: requests are due at a fixed rate whatever the server does, and latency counts from when a request was due, so that a
/// server that stalls is charged with every request that should have been sent meanwhile (no coordinated omission). One thread, many
/// connections with one request each under way.
/// </summary>
internal sealed class OpenLoop(IPEndPoint server, int connections)
{
    private readonly Stack<Connection> _free = new();
    private readonly List<Connection> _busy = [];
    private readonly Poll _poll = new();
    private LatencyHistogram _latencies = new(), _firstSecond = new(), _firstFive = new();
    private string _firstFailure = "";
    private long _failed, _sent, _start;

    /// <summary>Sends all requests at a rate; gives up when the server is some seconds behind.</summary>
    public LoadResult Run(Requests requests, double rate, double patience)
    {
        (_latencies, _firstSecond, _firstFive) = (new(), new(), new());
        (_failed, _sent, _firstFailure) = (0, 0, "");
        while (_free.Count < connections)
            _free.Push(new Connection(server));
        long start = _start = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 100;
        double step = Stopwatch.Frequency / rate;
        while (_sent < requests.Count && Stopwatch.GetTimestamp() - Due(start, step) < patience * Stopwatch.Frequency)
        {
            SendDue(requests, start, step);
            bool canSend = _free.Count > 0 && _sent < requests.Count;
            TakeAnswers(requests, canSend ? Due(start, step) - Stopwatch.GetTimestamp() : Stopwatch.Frequency / 100);
        }
        _failed += requests.Count - _sent;
        for (long end = Stopwatch.GetTimestamp(); _busy.Count > 0 && Stopwatch.GetElapsedTime(end).TotalSeconds < 5;)
            TakeAnswers(requests, Stopwatch.Frequency / 100);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _failed += _busy.Count;
        Close();
        return new LoadResult(rate, _latencies.Count, _failed, seconds, _latencies, _firstFailure)
        {
            FirstSecond = _firstSecond,
            FirstFive = _firstFive,
        };
    }

    private long Due(long start, double step) => start + (long)(_sent * step);

    private void SendDue(Requests requests, long start, double step)
    {
        while (_sent < requests.Count && _free.Count > 0 && Due(start, step) is var due && due <= Stopwatch.GetTimestamp())
        {
            var connection = _free.Pop();
            connection.Send(requests, (int)_sent, due);
            _busy.Add(connection);
            _sent++;
        }
    }

    private void TakeAnswers(Requests requests, long ticks)
    {
        _poll.Clear();
        foreach (var connection in _busy)
            _poll.Add(connection.Handle, connection.MustSend);
        if (!_poll.Wait((long)(Math.Max(0, ticks) * (1e9 / Stopwatch.Frequency))))
            return;
        for (int i = _busy.Count - 1; i >= 0; i--)
        {
            if (!_poll.IsReady(i))
                continue;
            var connection = _busy[i];
            if (connection.MustSend)
                connection.GoOn(requests);
            if (connection.MustSend || !connection.Receive())
                continue;
            Count(connection);
            _busy[i] = _busy[^1];
            _busy.RemoveAt(_busy.Count - 1);
            _free.Push(connection);
        }
    }

    private void Count(Connection connection)
    {
        if (connection.Status == 200)
        {
            Record(Stopwatch.GetElapsedTime(connection.Due).TotalMicroseconds, Stopwatch.GetElapsedTime(_start, connection.Due));
            return;
        }
        if (_failed++ == 0)
            _firstFailure = $"{connection.Status}: {Encoding.UTF8.GetString(connection.Body)}";
    }

    private void Record(double microseconds, TimeSpan due)
    {
        _latencies.Record(microseconds);
        if (due < TimeSpan.FromSeconds(5))
            _firstFive.Record(microseconds);
        if (due < TimeSpan.FromSeconds(1))
            _firstSecond.Record(microseconds);
    }

    private void Close()
    {
        foreach (var connection in _free.Concat(_busy))
            connection.Dispose();
        _free.Clear();
        _busy.Clear();
    }
}
