using System.Globalization;
using System.Text.Json;
using Vigil.Cli.Running;
using Vigil.Engine.Evaluation;
using Vigil.Engine.Streams;

namespace Vigil.Cli.Output;

/// <summary>The table of <c>evaluate</c>, for people and for programs.</summary>
internal static class EvaluationReport
{
    private const int NameWidth = 32, CellWidth = 18;

    public static void WriteText(EvaluationResult result, Rejections rejections, bool isQuiet)
    {
        Terminal.Print(Line("", ["ROC-AUC", "average precision", $"card precision@{HandbookProtocol.CardsPerDay}"]));
        foreach (var scorer in result.Scorers)
        {
            var cells = Cells(scorer.Mean).Zip(Cells(scorer.StandardDeviation), (mean, deviation) => $"{mean} ± {deviation}");
            Terminal.Print(Line(scorer.Name.Replace('_', ' '), cells));
        }
        foreach (var (name, quality) in HandbookProtocol.Published)
            Terminal.Print(Line($"published: {name}", Cells(quality)));
        if (isQuiet)
            return;
        Terminal.Print("");
        string spread = $"Mean ± population standard deviation over {result.Folds.Count} folds";
        Terminal.Print($"{spread}; the published figures are those of others, for one fold trained from 2018-07-11.");
        foreach (var fold in result.Folds)
        {
            string start = fold.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Terminal.Print($"Fold from {start}: trained on {Count(fold.Training)}, "
                + $"tested on {Count(fold.Tested)} with {Count(fold.Frauds)} frauds");
        }
        if (rejections.Count > 0)
            Terminal.Print($"Rejected {Count(rejections.Count)} rows; {rejections.Path} says why for each");
    }

    public static void WriteJson(EvaluationResult result, StreamDefinition stream, ulong seed, Rejections rejections)
    {
        using var output = Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(output, DecisionLine.Options with { Indented = true });
        json.WriteStartObject();
        json.WriteString("protocol"u8, "handbook");
        json.WriteString("stream"u8, stream.Name);
        json.WriteNumber("seed"u8, seed);
        json.WriteNumber("rejected"u8, rejections.Count);
        WriteFolds(json, result.Folds);
        json.WriteStartArray("scorers"u8);
        foreach (var scorer in result.Scorers)
            WriteScorer(json, scorer);
        json.WriteEndArray();
        WritePublished(json);
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteFolds(Utf8JsonWriter json, IReadOnlyList<FoldSize> folds)
    {
        json.WriteStartArray("folds"u8);
        foreach (var fold in folds)
        {
            json.WriteStartObject();
            json.WriteString("start"u8, fold.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteNumber("trained"u8, fold.Training);
            json.WriteNumber("tested"u8, fold.Tested);
            json.WriteNumber("frauds"u8, fold.Frauds);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteScorer(Utf8JsonWriter json, ScorerQuality scorer)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, scorer.Name);
        WriteQuality(json, "mean", scorer.Mean);
        WriteQuality(json, "standard_deviation", scorer.StandardDeviation);
        json.WriteStartArray("folds"u8);
        foreach (var quality in scorer.ByFold)
            WriteQuality(json, null, quality);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePublished(Utf8JsonWriter json)
    {
        json.WriteStartArray("published"u8);
        foreach (var (name, quality) in HandbookProtocol.Published)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            WriteQuality(json, "mean", quality);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteQuality(Utf8JsonWriter json, string? name, Quality quality)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteNumber("roc_auc"u8, quality.RocAuc);
        json.WriteNumber("average_precision"u8, quality.AveragePrecision);
        json.WriteNumber("card_precision_at_100"u8, quality.CardPrecision);
        json.WriteEndObject();
    }

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Line(string name, IEnumerable<string> cells) =>
        name.PadRight(NameWidth) + string.Concat(cells.Select(c => c.PadLeft(CellWidth + 2)));

    private static string[] Cells(Quality quality) =>
        [.. new[] { quality.RocAuc, quality.AveragePrecision, quality.CardPrecision }
            .Select(v => v.ToString("0.000", CultureInfo.InvariantCulture))];
}
