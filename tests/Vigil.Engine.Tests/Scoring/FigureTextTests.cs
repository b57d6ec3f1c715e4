using System.Text.Json.Nodes;
using Vigil.Engine.Scoring;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Scoring;

/// <summary>The console writes numbers by the same table: console/src/format/figure.test.ts.</summary>
public sealed class FigureTextTests
{
    private static readonly JsonNode Figures =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "console", "src", "format", "figures.json")))!;

    [Fact]
    public void Number_OfTheSharedTable_IsWrittenAsInTheConsole()
    {
        foreach (var row in Rows("numbers"))
            FigureText.Number((double)row[0]!).ShouldBe((string)row[1]!);
    }

    [Fact]
    public void Amount_OfTheSharedTable_IsWrittenAsInTheConsole()
    {
        foreach (var row in Rows("amounts"))
            FigureText.Amount((double)row[0]!, (string)row[1]!).ShouldBe($"{row[2]} {row[1]}".TrimEnd());
    }

    [Fact]
    public void RiskAndPoints_OfTheSharedTable_AreWrittenAsInTheConsole()
    {
        foreach (var row in Rows("risks"))
            FigureText.Risk((double)row[0]!).ShouldBe((string)row[1]!);
        foreach (var row in Rows("points"))
            FigureText.Points((double)row[0]!).ShouldBe((string)row[1]!);
    }

    private static JsonNode[] Rows(string name)
    {
        JsonNode[] rows = [.. Figures[name]!.AsArray().Select(r => r!)];
        rows.Length.ShouldBeGreaterThan(5);
        return rows;
    }
}
