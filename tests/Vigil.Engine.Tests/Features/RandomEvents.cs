using System.Globalization;
using System.Text;
using Vigil.Detection.Numerics;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Features;

/// <summary>One event of a random stream; null where a field is missing.</summary>
internal sealed record Event(long Time, string? User, string? Shop, double Amount, double Label, double Latitude, double Longitude,
    long Received = long.MaxValue);

/// <summary>Random streams: few entities, ties, gaps, late events, missing fields, amounts from 1e-6 to 1e18 and negative.</summary>
internal static class RandomEvents
{
    public const long Second = 1_000_000;

    public static TransactionSchema Schema { get; } = new(
    [
        new Field("user", FieldType.Text, FieldRole.Entity),
        new Field("time", FieldType.Time, FieldRole.Time),
        new Field("amount", FieldType.Number, FieldRole.Amount),
        new Field("shop", FieldType.Text, FieldRole.Merchant),
        new Field("fraud", FieldType.Number, FieldRole.Label),
        new Field("lat", FieldType.Number, FieldRole.Latitude),
        new Field("lon", FieldType.Number, FieldRole.Longitude),
    ]);

    public static List<Event> Make(ulong seed, int count)
    {
        var random = new SeededRandom(seed);
        double Uniform(double from, double to) => from + (to - from) * random.NextDouble();
        bool Chance(double share) => random.NextDouble() < share;
        double Wild() => (Chance(0.5) ? 1 : -1) * Math.Pow(10, Uniform(-6, 18));
        long time = (long)Uniform(-2e15, 6e15);
        bool isWild = Chance(0.5);
        var events = new List<Event>();
        for (int i = 0; i < count; i++)
        {
            time += Chance(0.3) ? 0 : Chance(0.02) ? (long)Uniform(0, 2e5) * Second : (long)Uniform(0, 600) * Second;
            events.Add(new Event(
                Chance(0.15) ? time - (long)Uniform(0, Chance(0.2) ? 20_000 : 4_000) * Second : time,
                Chance(0.05) ? null : "user" + (int)Uniform(0, 4),
                Chance(0.05) ? null : "a shop whose name is long " + (int)Uniform(0, 7),
                Chance(0.1) ? double.NaN : isWild ? Wild() : Math.Round(Uniform(1, 5), Chance(0.5) ? 0 : 2),
                Chance(0.3) ? double.NaN : Chance(0.3) ? 1 : 0,
                Chance(0.1) ? double.NaN : Uniform(-90, 90),
                Uniform(-180, 180)));
        }
        return events;
    }

    /// <summary>The same with the time of receipt of each, which some are dated ahead of: by seconds, or by up to a day.</summary>
    public static List<Event> Clocked(ulong seed, List<Event> events)
    {
        var random = new SeededRandom(seed);
        long now = long.MinValue;
        return events.ConvertAll(e =>
        {
            now = Math.Max(now, e.Time);
            double chance = random.NextDouble(), share = random.NextDouble();
            long ahead = (long)(share * (chance < 0.05 ? 86_400 : chance < 0.15 ? 20 : 0)) * Second;
            return e with { Time = ahead > 0 ? now + ahead : e.Time, Received = now };
        });
    }

    public static void Fill(Transaction transaction, Event e)
    {
        transaction.Clear();
        (transaction.Time, transaction.Label, transaction.Received) = (e.Time, e.Label, e.Received);
        (transaction.Numbers[0], transaction.Numbers[1], transaction.Numbers[2]) = (e.Amount, e.Latitude, e.Longitude);
        transaction.SetText(0, Encoding.UTF8.GetBytes(e.User ?? ""));
        transaction.SetText(1, Encoding.UTF8.GetBytes(e.Shop ?? ""));
    }

    /// <summary>The event's entity for a key, or null when it names none.</summary>
    public static string? Entity(Event e, IEnumerable<string> key)
    {
        var parts = key.Select(field => field switch { "user" => e.User, "shop" => e.Shop, _ => "*" }).ToList();
        return parts.Contains(null) ? null : string.Create(CultureInfo.InvariantCulture, $"{string.Join('|', parts)}");
    }
}
