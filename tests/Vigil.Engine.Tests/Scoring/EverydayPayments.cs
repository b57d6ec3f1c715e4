using System.Globalization;
using Vigil.Detection.Numerics;

namespace Vigil.Engine.Tests.Scoring;

/// <summary>Everyday payments of some accounts at a dozen shops, to plant something among.</summary>
internal sealed class EverydayPayments
{
    public static readonly string[] Columns = ["date", "account", "merchant", "amount"];

    private static readonly string[] _shops =
        ["Bus Line", "Garden Mart", "Noodle Bar", "Pharma Plus", "Book Nook", "Fuel Stop", "Grocer North", "Bakery", "Cinema", "Market"];

    private readonly SeededRandom _random;

    /// <param name="seed">Seed.</param>
    /// <param name="count">Payments.</param>
    /// <param name="accounts">Accounts.</param>
    /// <param name="amount">Draws an amount; by default around 22, now and then four times as much.</param>
    public EverydayPayments(int seed, int count, int accounts, Func<SeededRandom, double>? amount = null)
    {
        _random = new SeededRandom((ulong)seed, 77);
        amount ??= random => 22 * Math.Exp(0.45 * random.NextNormal());
        var time = new DateTime(2024, 1, 1, 8, 5, 0, DateTimeKind.Utc);
        for (int i = 0; i < count; i++)
        {
            Rows.Add(Row(time, "A" + _random.NextInt(accounts), _shops[_random.NextInt(_shops.Length)], amount(_random)));
            time = time.AddMinutes(1 + _random.NextDouble() * 1700 / accounts);
        }
    }

    /// <summary>Date, account, merchant, amount.</summary>
    public List<string[]> Rows { get; } = [];

    public static string[] Row(DateTime time, string account, string merchant, double amount) =>
        [time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), account, merchant,
            amount.ToString("0.00", CultureInfo.InvariantCulture)];

    /// <summary>Puts rows where their times belong and says where the first of them lies.</summary>
    public int Plant(params string[][] rows)
    {
        Rows.AddRange(rows);
        var sorted = Rows.OrderBy(r => r[0], StringComparer.Ordinal).ToList();
        Rows.Clear();
        Rows.AddRange(sorted);
        return Rows.IndexOf(rows[0]);
    }

    public DateTime TimeOf(int row) => DateTime.ParseExact(Rows[row][0], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static int RankOf(Decided[] decided, int row) => 1 + decided.Count(d => d.Risk > decided[row].Risk);
}
