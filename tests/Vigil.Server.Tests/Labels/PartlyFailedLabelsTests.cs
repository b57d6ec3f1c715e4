using System.Buffers.Binary;
using Vigil.Engine.Access;
using Vigil.Storage.Sql;

namespace Vigil.Server.Tests.Labels;

/// <summary>What was labelled before a request failed is in the audit log: who repeats it finds duplicates.</summary>
public sealed class PartlyFailedLabelsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Labels_OneCannotBeRead_TheOthersAreInTheAuditLog(bool isFile)
    {
        await using var live = await LiveServer.StartAsync();
        long good = await Decide(live, "good"), damaged = await Decide(live, "damaged");
        (await live.GetAsync($"/api/v1/decisions/{damaged}")).Good.GetProperty("sequence").GetInt64().ShouldBe(damaged);
        Damage(live, damaged);

        var answer = isFile
            ? await live.PostAsync("/api/v1/labels/file", "transaction_id,fraud\ngood,1\ndamaged,1\n", "text/csv")
            : await live.PostAsync("/api/v1/labels/batch", $$"""{"decisions":[{{good}},{{damaged}}],"fraud":true}""");

        answer.Status.ShouldBeGreaterThanOrEqualTo(500);
        var entry = (await live.Parts.Storage.Audit.ListAsync(new AuditFilter(), null, 1, TestContext.Current.CancellationToken))[0].Event;
        (entry.Action, entry.Outcome).ShouldBe((isFile ? "label.file" : "label", "ok"));
        (entry.Target + entry.Details).ShouldContain("1");
        (await live.GetAsync($"/api/v1/decisions/{good}")).Good.GetProperty("label").GetInt32().ShouldBe(1);
    }

    private static async Task<long> Decide(LiveServer live, string id) => (await live.PostAsync(
        "/api/v1/streams/credit_card_fraud/transactions", $$"""{"transaction_id":"{{id}}","customer_id":"C1","amount":1}"""))
        .Good.GetProperty("sequence").GetInt64();

    private static void Damage(LiveServer live, long sequence)
    {
        // The answer came once it was on disk and in a batch of its own.
        string file = Directory.GetFiles(DataFolder.Open(Path.Combine(live.Folder, "data"), create: false).JournalFolder).Single();
        using var journal = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        byte[] bytes = new byte[journal.Length];
        journal.ReadExactly(bytes);
        int frame = -1;
        do
            frame += 1 + bytes.AsSpan(frame + 1).IndexOf("VJF1"u8);
        while (BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(frame + 16)) != sequence);
        journal.Position = frame + 60;
        journal.WriteByte((byte)(bytes[frame + 60] ^ 1));
    }
}
