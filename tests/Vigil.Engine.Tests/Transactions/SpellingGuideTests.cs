using System.Globalization;
using System.Text;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Transactions;

/// <summary>Reads every row of the tables in docs/guides/spellings.md.</summary>
public sealed class SpellingGuideTests
{
    public static TheoryData<string, string, string> Numbers => [.. Rows("Numbers", 0).Select(r => (Code(r[0]), Code(r[1]), r[2]))];

    public static TheoryData<string> Nothing => [.. Rows("Nothing", 0).Select(r => Code(r[0]))];

    public static TheoryData<string, string, string> Times => [.. Rows("Times", 0).Select(r => (Code(r[0]), Code(r[1]), r[2]))];

    public static TheoryData<string, string, string, string> Clocks =>
        [.. Rows("Times", 1).Select(r => (Code(r[0]), Code(r[1]), Code(r[2]), r[3]))];

    public static TheoryData<string, string, string> Sides => [.. Rows("Directions", 0).Select(r => (Code(r[1]), Code(r[2]), r[3]))];

    public static TheoryData<string, string, string, string> Signs =>
        [.. Rows("Directions", 1).Select(r => (Code(r[0]), Code(r[1]), Code(r[2]), r[3]))];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Number_OfTheTable_IsRead(string written, string format, string number) =>
        Amount($"role: amount, format: \"{format}\"", ("a", written)).ShouldBe(Plain(number));

    [Theory]
    [MemberData(nameof(Nothing))]
    public void Nothing_OfTheTable_IsMissing(string written)
    {
        Amount("role: amount", ("a", written)).ShouldBe(double.NaN);
        MissingText.Is(Encoding.UTF8.GetBytes(written)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Time_OfTheTable_IsRead(string written, string format, string time) =>
        Time(format.Length == 0 ? "role: time" : $"role: time, format: \"{format}\"", ("t", written)).ShouldBe(time);

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Clock_OfTheTable_IsRead(string date, string clock, string zone, string time) =>
        Time("role: time, clock: c, zone: z", ("t", date), ("c", clock), ("z", zone)).ShouldBe(time);

    [Theory]
    [MemberData(nameof(Sides))]
    public void Sides_OfTheTable_AreOneAmount(string debit, string credit, string amount) =>
        Amount("role: amount, debit: d, credit: c", ("d", debit), ("c", credit)).ShouldBe(Plain(amount));

    [Theory]
    [MemberData(nameof(Signs))]
    public void Sign_OfTheTable_GivesTheDirection(string amount, string sign, string words, string expected) =>
        Amount($"role: amount, sign: s, {words}", ("a", amount), ("s", sign)).ShouldBe(Plain(expected));

    private static double Plain(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    private static double Amount(string field, params (string Column, string Text)[] row) =>
        Read($"{{ t: {{ role: time }}, a: {{ {field} }} }}", [("t", "2024-01-01"), .. row]).Numbers[0];

    private static string Time(string field, params (string Column, string Text)[] row)
    {
        long micros = Read($"{{ t: {{ {field} }} }}", row).Time;
        return DateTime.UnixEpoch.AddTicks(micros * 10).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    private static Transaction Read(string schema, (string Column, string Text)[] row)
    {
        var definition = StreamYaml.Load(("s.yaml", $"schema: {schema}")).Definition.ShouldNotBeNull();
        var transaction = new Transaction(definition.Schema);
        var parser = new TransactionParser(definition.Schema);
        parser.Start(transaction);
        foreach (var (column, text) in row)
            parser.Set(definition.Schema.Columns.IndexOf(column), Encoding.UTF8.GetBytes(text));
        parser.Finish().ShouldBeTrue(string.Join("; ", parser.Errors));
        return transaction;
    }

    /// <summary>The cells of a chapter's table, by its place in the chapter, without the head.</summary>
    private static List<string[]> Rows(string chapter, int table)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "spellings.md"));
        string part = text.Split("\n## ").Single(p => p.StartsWith(chapter + "\n", StringComparison.Ordinal));
        string[] blocks = [.. part.Split("\n\n").Where(b => b.StartsWith('|'))];
        var lines = blocks[table].Split('\n').Skip(2).Where(l => l.StartsWith('|'));
        return [.. lines.Select(l => l.Split('|')[1..^1].Select(c => c.Trim(' ')).ToArray())];
    }

    private static string Code(string cell) => cell.Trim('`');
}
