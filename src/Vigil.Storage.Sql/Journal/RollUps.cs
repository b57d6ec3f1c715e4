using System.Runtime.InteropServices;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Adds up a batch in memory, then adds it to the tables: volume and delays per minute, places per
/// hour, the range of each block.</summary>
internal sealed class RollUps(string file, SQLitePCL.sqlite3 database) : IDisposable
{
    /// <summary>Entries of a block, as a power of two; journal queries skip whole blocks.</summary>
    public const int BlockBits = 10;

    private const long Minute = 60_000_000, Hour = 60 * Minute;

    private readonly Dictionary<(long Minute, long Stream, long Currency), Volume> _minutes = [];
    private readonly Dictionary<(long Minute, long Stream, int Bucket), long> _delays = [];
    private readonly Dictionary<(long Hour, long Stream, long Location, long Currency), Place> _places = [];
    private readonly Dictionary<long, Block> _blocks = [];

    private readonly Statement _addMinute = new(file, database, """
        INSERT INTO minute_volume VALUES (?1, ?2, ?11, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (minute, stream, currency) DO UPDATE SET approve = approve + ?3, review = review + ?4, block = block + ?5,
          low = low + ?6, medium = medium + ?7, high = high + ?8, critical = critical + ?9, amount = amount + ?10
        """);

    private readonly Statement _addPlace = new(file, database, """
        INSERT INTO hour_location VALUES (?1, ?2, ?3, ?10, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (hour, stream, location, currency) DO UPDATE SET decisions = decisions + ?4, alerts = alerts + ?5, amount = amount + ?6,
          located = located + ?7, latitude = latitude + ?8, longitude = longitude + ?9
        """);

    private readonly Statement _addDelay = new(file, database, """
        INSERT INTO minute_delay VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (minute, stream, bucket) DO UPDATE SET decisions = decisions + ?4
        """);

    private readonly Statement _addBlock = new(file, database, """
        INSERT INTO block VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (block) DO UPDATE SET min_time = min(min_time, ?2), max_time = max(max_time, ?3), risks = risks | ?4,
          min_amount = coalesce(min(min_amount, ?5), min_amount, ?5), max_amount = coalesce(max(max_amount, ?6), max_amount, ?6),
          streams = streams | ?7, models = models | ?8
        """);

    /// <summary>The bit by which a block remembers that it holds a stream or model.</summary>
    public static long Bit(long name) => 1L << (int)(name % 63);

    /// <summary>The bits by which a block remembers the risks it holds; both ends are included.</summary>
    public static long RisksBetween(double low, double high)
    {
        int first = (int)Math.Clamp(low * 0.62, 0, 62), last = (int)Math.Clamp(high * 0.62, 0, 62);
        return first > last ? 0 : (long)(((1UL << (last + 1)) - 1) & ~((1UL << first) - 1));
    }

    /// <summary>Takes a decision in. Its names are given by number; a location or currency of 0 is none.</summary>
    public void Add(long sequence, DecisionColumns decision, (long Stream, long Model, long Location, long Currency) names)
    {
        var (stream, model, location, currency) = names;
        long minute = Floor(decision.Time, Minute);
        ref var volume = ref CollectionsMarshal.GetValueRefOrAddDefault(_minutes, (minute, stream, currency), out _);
        (volume ??= new Volume()).Add(decision);
        if (!double.IsNaN(decision.Delay))
            CollectionsMarshal.GetValueRefOrAddDefault(_delays, (minute, stream, DelayBuckets.Of(decision.Delay)), out _)++;
        if (location != 0)
        {
            var hour = (Floor(decision.Time, Hour), stream, location, currency);
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, hour, out _);
            (place ??= new Place()).Add(decision);
        }
        ref var block = ref CollectionsMarshal.GetValueRefOrAddDefault(_blocks, sequence >> BlockBits, out _);
        (block ??= new Block()).Add(decision, Bit(stream), Bit(model));
    }

    /// <summary>Writes what was taken in, and begins anew.</summary>
    public void Flush()
    {
        foreach (var ((minute, stream, currency), v) in _minutes)
        {
            _addMinute.Bind(1, minute).Bind(2, stream).Bind(10, v.Amount).Bind(11, currency);
            for (int i = 0; i < 3; i++)
                _addMinute.Bind(3 + i, v.Outcomes[i]);
            for (int i = 0; i < 4; i++)
                _addMinute.Bind(6 + i, v.Levels[i]);
            _addMinute.Run();
        }
        foreach (var ((minute, stream, bucket), count) in _delays)
            _addDelay.Bind(1, minute).Bind(2, stream).Bind(3, bucket).Bind(4, count).Run();
        foreach (var ((hour, stream, location, currency), p) in _places)
            _addPlace.Bind(1, hour).Bind(2, stream).Bind(3, location).Bind(4, p.Decisions).Bind(5, p.Alerts).Bind(6, p.Amount)
                .Bind(7, p.Located).Bind(8, p.Latitude).Bind(9, p.Longitude).Bind(10, currency).Run();
        foreach (var (block, b) in _blocks)
            _addBlock.Bind(1, block).Bind(2, b.MinTime).Bind(3, b.MaxTime).Bind(4, b.Risks).Bind(5, b.MinAmount).Bind(6, b.MaxAmount)
                .Bind(7, b.Streams).Bind(8, b.Models).Run();
        _minutes.Clear();
        _delays.Clear();
        _places.Clear();
        _blocks.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addMinute.Dispose();
        _addDelay.Dispose();
        _addPlace.Dispose();
        _addBlock.Dispose();
    }

    private static long Floor(long time, long span) => (time / span) - (time % span < 0 ? 1 : 0);

    private static double OrZero(double value) => double.IsNaN(value) ? 0 : value;

    private sealed class Volume
    {
        public readonly long[] Outcomes = new long[3], Levels = new long[4];
        public double Amount;

        public void Add(DecisionColumns d)
        {
            Outcomes[(int)d.Outcome]++;
            Levels[(int)Risk.Level(d.Risk)]++;
            Amount += OrZero(d.Amount);
        }
    }

    private sealed class Place
    {
        public long Decisions, Alerts, Located;
        public double Amount, Latitude, Longitude;

        public void Add(DecisionColumns d)
        {
            Decisions++;
            Alerts += d.Outcome == Outcome.Approve ? 0 : 1;
            Amount += OrZero(d.Amount);
            if (double.IsNaN(d.Latitude) || double.IsNaN(d.Longitude))
                return;
            Located++;
            Latitude += d.Latitude;
            Longitude += d.Longitude;
        }
    }

    private sealed class Block
    {
        public long MinTime = long.MaxValue, MaxTime = long.MinValue, Risks, Streams, Models;
        public double MinAmount = double.NaN, MaxAmount = double.NaN;

        public void Add(DecisionColumns d, long stream, long model)
        {
            MinTime = Math.Min(MinTime, d.Time);
            MaxTime = Math.Max(MaxTime, d.Time);
            Risks |= RisksBetween(d.Risk, d.Risk);
            MinAmount = double.IsNaN(d.Amount) || MinAmount <= d.Amount ? MinAmount : d.Amount;
            MaxAmount = double.IsNaN(d.Amount) || MaxAmount >= d.Amount ? MaxAmount : d.Amount;
            Streams |= stream;
            Models |= model;
        }
    }
}
