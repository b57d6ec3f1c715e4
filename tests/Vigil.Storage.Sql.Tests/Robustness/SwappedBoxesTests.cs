using Vigil.Engine.Journal;
using Vigil.Engine.Transactions;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>Somebody who can write into the store puts sealed values of one person into another place of the same person.</summary>
public sealed class SwappedBoxesTests
{
    private static readonly string[][] Rows =
        [.. Payments.Rows.Take(600).GroupBy(Payments.CustomerOf).MaxBy(customer => customer.Count())!];

    [Fact]
    public async Task Read_BoxOfAnotherDecisionOfThePerson_IsRefused()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Rows);
        var entries = live.Ports.Journal.Read(0).Where(entry => entry.Kind == EntryKind.Decision).ToList();
        var (first, second) = entries.SelectMany(a => entries, (a, b) => (First: a, Second: b))
            .First(pair => pair.First != pair.Second && BoxOf(live, pair.First).Length == BoxOf(live, pair.Second).Length);
        (await live.Service.Reader.ReadAsync(first, null, TestContext.Current.CancellationToken)).IsErased.ShouldBeFalse();

        var swapped = first with { Body = Replaced(first.Body.ToArray(), BoxOf(live, first), BoxOf(live, second)) };

        (await Should.ThrowAsync<InvalidDataException>(
            async () => await live.Service.Reader.ReadAsync(swapped, null, TestContext.Current.CancellationToken))).Message
            .ShouldContain($"entry {first.Sequence} cannot be opened");
        await Should.ThrowAsync<InvalidDataException>(async () => await live.Service.Reader.ReadAsync(
            first with { Stream = "another" }, null, TestContext.Current.CancellationToken));
    }

    private static byte[] BoxOf(LiveService live, JournalEntry entry) =>
        DecisionRecord.Decode(entry.Body.Span, new Transaction(live.Stream.Schema)).Sealed;

    private static byte[] Replaced(byte[] body, byte[] box, byte[] other)
    {
        box.Length.ShouldBe(other.Length);
        int at = body.AsSpan().IndexOf(box);
        at.ShouldBeGreaterThan(0);
        return [.. body[..at], .. other, .. body[(at + box.Length)..]];
    }
}
