using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;
using Vigil.Files.Rows;

namespace Vigil.Server.Tests;

/// <summary>JSON lines through the pipeline as the command line reads them from files.</summary>
internal static class OfflineRun
{
    public static void Over(ScoringPipeline pipeline, byte[][] lines, Action<MicroBatch> each)
    {
        using var content = new MemoryStream([.. lines.SelectMany(l => l.Append((byte)'\n'))]);
        using var reader = new JsonLinesRowReader(content, content, [.. pipeline.Schema.Columns]);
        var parser = new TransactionParser(pipeline.Schema);
        var batch = pipeline.NewBatch(256);
        while (reader.Read() == RowKind.Good)
        {
            parser.Start(batch.Next);
            for (int i = 0; i < pipeline.Schema.Columns.Length; i++)
                parser.Set(i, reader.Field(i), reader.IsNumber(i));
            parser.Finish().ShouldBeTrue();
            pipeline.Accept(batch).ShouldBeTrue();
            if (batch.IsFull)
                Take(batch, each);
        }
        Take(batch, each);
    }

    private static void Take(MicroBatch batch, Action<MicroBatch> each)
    {
        each(batch);
        batch.Clear();
    }
}
