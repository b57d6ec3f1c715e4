using System.Runtime.InteropServices;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;
using Vigil.Engine.Scoring;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Projections;

/// <summary>
/// Volume and delays per minute, places per hour, decisions per stream: added up in memory for a turn, then in the tables. They outlive
/// what retention removes, so they can be made anew only as far as the journal reaches.
/// </summary>
internal sealed class RollUps(Tables tables) : IProjection
{
    /// <summary>See <see cref="IProjection.Kind"/>.</summary>
    public static readonly ProjectionKind Of = new("roll_ups", 1);

    private const long Minute = 60_000_000, Hour = 60 * Minute;

    private readonly Dictionary<(long Minute, long Stream, long Currency), Volume> _minutes = [];
    private readonly Dictionary<(long Minute, long Stream, int Bucket), long> _delays = [];
    private readonly Dictionary<(long Hour, long Stream, long Location, long Currency), Place> _places = [];

    private readonly Statement _addMinute = tables.Prepare("""
        INSERT INTO minute_volume VALUES (?1, ?2, ?11, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (minute, stream, currency) DO UPDATE SET approve = approve + ?3, review = review + ?4, block = block + ?5,
          low = low + ?6, medium = medium + ?7, high = high + ?8, critical = critical + ?9, amount = amount + ?10
        """);

    private readonly Statement _addPlace = tables.Prepare("""
        INSERT INTO hour_location VALUES (?1, ?2, ?3, ?10, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (hour, stream, location, currency) DO UPDATE SET decisions = decisions + ?4, alerts = alerts + ?5, amount = amount + ?6,
          located = located + ?7, latitude = latitude + ?8, longitude = longitude + ?9
        """);

    private readonly Statement _addDelay = tables.Prepare("""
        INSERT INTO minute_delay VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (minute, stream, bucket) DO UPDATE SET decisions = decisions + ?4
        """);

    /// <inheritdoc/>
    public ProjectionKind Kind => Of;

    /// <inheritdoc/>
    public void Take(ProjectedBatch batch)
    {
        foreach (var (entry, columns, _) in batch.Entries)
            if (columns is not null)
                Add(tables.Names.Of(NameKind.Stream, entry.Stream), columns);
    }

    /// <inheritdoc/>
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
        tables.Names.Flush();
        _minutes.Clear();
        _delays.Clear();
        _places.Clear();
    }

    /// <inheritdoc/>
    public void Clear()
    {
        foreach (string table in (string[])["minute_volume", "minute_delay", "hour_location"])
            tables.Run($"DELETE FROM {table}");
        tables.Run("UPDATE name SET decisions = 0");
    }

    private void Add(long stream, DecisionColumns decision)
    {
        long location = tables.Names.OfAny(NameKind.Location, decision.Location);
        long currency = tables.Names.OfAny(NameKind.Currency, decision.Currency);
        tables.Names.CountDecision(stream);
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
}
