using System.Globalization;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Files.Tests;

/// <summary>Files whose numbers, times and directions are written in another way give the same transactions, to the bit.</summary>
public sealed class SpellingTests
{
    // A comma parts columns, a semicolon is a comma within one.
    private static readonly Func<DateTime, string>[] Times =
    [
        t => t.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
        t => t.AddHours(-7).ToString("yyyy-MM-dd HH:mm:ss '-0700'", CultureInfo.InvariantCulture),
        t => t.AddHours(5.5).ToString("yyyy-MM-ddTHH:mm:ss.ffffff'+05:30'", CultureInfo.InvariantCulture),
        t => t.ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture),
        t => t.ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture),
        t => t.ToString("dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture),
        t => Seconds(t).ToString(CultureInfo.InvariantCulture),
        t => Seconds(t) + "000",
        t => Seconds(t) + "000000",
        t => Seconds(t) + "000000000",
        t => ((double)Seconds(t)).ToString("0.################E+00", CultureInfo.InvariantCulture),
        t => (45292 + (t - new DateTime(2024, 1, 1)).TotalDays).ToString("0.0########", CultureInfo.InvariantCulture),
        t => (45292 + (t - new DateTime(2024, 1, 1)).TotalDays).ToString("0.0########", CultureInfo.InvariantCulture).Replace('.', ';'),
        t => t.ToString("ddd'; 'dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture),
        t => t.ToString("dd/MM/yyyy','HH:mm:ss", CultureInfo.InvariantCulture),
        t => t.ToString("yyyyMMdd','h:mm:ss tt", CultureInfo.InvariantCulture),
        t => t.AddHours(2).ToString("yyyy-MM-dd','HH:mm:ss','", CultureInfo.InvariantCulture) + "+02:00",
        t => t.AddHours(1).ToString("yyyy-MM-dd HH:mm:ss',,CET'", CultureInfo.InvariantCulture),
    ];

    /// <summary>Rows of a file: when, who, where, how much.</summary>
    public static TheoryData<string> Files => ["01-debits-negative.csv", "01-debits-positive.csv", "23-with-fraud.csv", "bank"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_AmountsInAnySpelling_AreTheSame(string file)
    {
        var rows = Rows(file);
        var expected = Plain(rows);
        foreach (var (hasComma, write) in NumberSpellings.All)
        {
            var lines = rows.Select(r => $"{r.Time:yyyy-MM-dd HH:mm:ss},{r.Who},{r.Where},\"{write(r.Amount)}\"");
            Read("date,account,merchant,amount", lines).ShouldBe(expected, write(-1234.56m) + (hasComma ? " with commas" : ""));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_TimesInAnySpelling_AreTheSame(string file)
    {
        var rows = Rows(file);
        var expected = Plain(rows);
        foreach (var write in Times)
        {
            int more = write(rows[0].Time).Count(c => c == ',');
            string header = "date" + (more > 0 ? ",time" : "") + (more > 1 ? ",time zone" : "") + ",account,merchant,amount";
            string text(Row r) => write(r.Time) is var t && more == 0 ? $"\"{t.Replace(';', ',')}\"" : t;
            Read(header, rows.Select(r => $"{text(r)},{r.Who},{r.Where},{r.Amount}")).ShouldBe(expected, write(rows[0].Time));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_DirectionsInAnySpelling_AreTheSame(string file)
    {
        var rows = Rows(file).Select((r, i) => r with { Amount = Math.Abs(r.Amount) * (i % 9 == 0 ? 1 : -1) }).ToList();
        var expected = Plain(rows);
        string start(Row r) => $"{r.Time:yyyy-MM-dd HH:mm:ss},{r.Who},{r.Where}";
        foreach (var (debit, credit, empty) in new[] { ("Debit", "Credit", ""), ("Withdrawal", "Deposit", "0.00"), ("Soll", "Haben", ""),
            ("Money Out", "Money In", "-"), ("Paid out", "Paid in", "") })
            Read($"date,account,merchant,{debit},{credit}",
                rows.Select(r => start(r) + (r.Amount < 0 ? $",{-r.Amount},{empty}" : $",{empty},{r.Amount}"))).ShouldBe(expected, debit);
        foreach (var (name, outgoing, incoming) in new[] { ("Debit/credit", "Debit", "Credit"), ("D/C", "D", "C"), ("S/H", "S", "H"),
            ("direction", "out", "in"), ("Dr/Cr", "DR", "CR"), ("sign", "-", "+"), ("sign", "−", "+"), ("sign", "–", "+") })
            Read($"date,account,merchant,{name},amount",
                rows.Select(r => $"{start(r)},{(r.Amount < 0 ? outgoing : incoming)},{Math.Abs(r.Amount)}")).ShouldBe(expected, name);
        Read($"date,account,merchant,type,amount",
            rows.Select(r => $"{start(r)},{(r.Amount < 0 ? "purchase" : "refund")},{Math.Abs(r.Amount)}")).ShouldBe(expected);
    }

    private static List<(long, double)> Plain(IEnumerable<Row> rows) =>
        [.. rows.Select(r => (Seconds(r.Time) * 1_000_000, (double)r.Amount))];

    private static long Seconds(DateTime time) => (long)(time - DateTime.UnixEpoch).TotalSeconds;

    private static List<(long, double)> Read(string header, IEnumerable<string> rows)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", header + "\n" + string.Join('\n', rows) + "\n");
        using var set = TemporaryFolder.Expand([path]);
        var probe = FileProbe.Read(set.Files, out _).ShouldNotBeNull();
        var inferred = ColumnInference.Infer(probe.Sample, survey: probe.Survey(set.Files, CancellationToken.None));
        inferred.Errors.ShouldBeEmpty(header);
        var schema = inferred.Definition!.Schema;
        int slot = schema.Slot(schema.IndexOf(FieldRole.Amount));
        using var source = FileSource.TryOpen(set.Files, schema, r => throw new InvalidOperationException(r.Errors[0].ToString()), out _)!;
        var found = new List<(long, double)>();
        for (var transaction = new Transaction(schema); source.Read(transaction);)
            found.Add((transaction.Time, transaction.Numbers[slot]));
        return found;
    }

    private static List<Row> Rows(string file)
    {
        string folder = file == "bank" ? "examples" : Path.Combine("tests", "Shared", "cases");
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, folder, file == "bank" ? "bank-transactions.csv" : file));
        var names = lines[0].Split(',').ToList();
        int time = names.FindIndex(n => n is "date" or "timestamp"), amount = names.IndexOf("amount");
        return [.. lines.Skip(1).Take(600).Select(l => l.Split(',')).Select((c, i) => new Row(
            DateTime.Parse(c[time].Split('.')[0], CultureInfo.InvariantCulture).AddSeconds(i % 60), $"A{i % 5}", $"M{i % 7}",
            decimal.Parse(c[amount], CultureInfo.InvariantCulture)))];
    }

    private sealed record Row(DateTime Time, string Who, string Where, decimal Amount);
}
