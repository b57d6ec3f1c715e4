using System.Text.Json;
using Vigil.Engine.Transactions;
using Vigil.Files.Writing;

namespace Vigil.Files.Tests.Writing;

public sealed class RejectedWriterTests
{
    [Fact]
    public void Commit_WithRejections_WritesOneLineEach()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new RejectedWriter(folder.At("rejected.jsonl")))
        {
            writer.Write(new Rejection("a.csv", 2, [new("amount", "x\\xFF", "a number"), new("at", "", "a time")], "1,x\n\"é\""));
            writer.Write(new Rejection("a.parquet", 3, [new(null, "?", "!")], null));
            writer.Commit();
            writer.Count.ShouldBe(2);
        }
        string[] lines = File.ReadAllLines(folder.At("rejected.jsonl"));
        lines.Length.ShouldBe(2);
        lines[0].ShouldBe(
            "{\"file\":\"a.csv\",\"line\":2,\"errors\":[{\"column\":\"amount\",\"found\":\"x\\\\xFF\",\"expected\":\"a number\"},"
            + "{\"column\":\"at\",\"found\":\"\",\"expected\":\"a time\"}],\"raw\":\"1,x\\n\\\"é\\\"\"}");
        using var second = JsonDocument.Parse(lines[1]);
        second.RootElement.GetProperty("raw").ValueKind.ShouldBe(JsonValueKind.Null);
        folder.Names().ShouldBe(["rejected.jsonl"]);
    }

    [Fact]
    public void Commit_WithoutRejections_WritesNoFile()
    {
        using var folder = new TemporaryFolder();
        using var writer = new RejectedWriter(folder.At("rejected.jsonl"));
        writer.Commit();
        folder.Names().ShouldBeEmpty();
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new RejectedWriter(folder.At("rejected.jsonl")))
            writer.Write(new Rejection("a.csv", 2, [new(null, "x", "y")], null));
        folder.Names().ShouldBeEmpty();
    }
}
