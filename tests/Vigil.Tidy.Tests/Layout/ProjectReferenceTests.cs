using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Layout;

/// <summary>Detection ◄ Engine ◄ adapters ◄ hosts; Simulation uses at most Detection; nothing in src uses tests or bench.</summary>
public sealed partial class ProjectReferenceTests
{
    [Fact]
    public void References_PointToTheLeft() => Check(Tracked.Files).ShouldBeNone();

    [Theory]
    [InlineData("src/Vigil.Detection", "Library", "../Vigil.Engine")]
    [InlineData("src/Vigil.Simulation", "Library", "../Vigil.Engine")]
    [InlineData("src/Vigil.Engine", "Library", "../Vigil.Simulation")]
    [InlineData("src/Vigil.Engine", "Library", "../Vigil.Files")]
    [InlineData("src/Vigil.Files", "Adapter", "../Vigil.Cli")]
    [InlineData("src/Vigil.Kafka", "Adapter", "../Vigil.Files")]
    [InlineData("src/Vigil.Cli", "Host", "../../tests/Vigil.Engine.Tests")]
    [InlineData("src/Vigil.New", "Library", "../Vigil.Detection")]
    [InlineData("src/Vigil.Cli", "Host", "../../tests/Vigil.Conformance")]
    [InlineData("tests/Vigil.Cli.Tests", "Test", "../Vigil.Engine.Tests")]
    public void Check_WrongDirection_IsReported(string project, string kind, string reference) =>
        Check([Planted(project, kind, reference)]).ShouldReport(project);

    [Theory]
    [InlineData("src/Vigil.Engine", "Library", "../Vigil.Detection")]
    [InlineData("src/Vigil.Files", "Adapter", "../Vigil.Engine")]
    [InlineData("src/Vigil.Cli", "Host", "../Vigil.Simulation")]
    [InlineData("tests/Vigil.Engine.Tests", "Test", "../../src/Vigil.Simulation")]
    [InlineData("tests/Vigil.Conformance", "Suite", "../../src/Vigil.Engine")]
    [InlineData("tests/Vigil.Postgres.Tests", "Test", "../Vigil.Conformance")]
    public void Check_RightDirection_IsFine(string project, string kind, string reference) =>
        Check([Planted(project, kind, reference)]).ShouldBeEmpty();

    private static TrackedFile Planted(string folder, string kind, string reference) =>
        new($"{folder}/{Path.GetFileName(folder)}.csproj",
            $"<VigilKind>{kind}</VigilKind><ProjectReference Include=\"{reference}/{Path.GetFileName(reference)}.csproj\" />");

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files) =>
        from project in files
        where project.IsProject
        from Match reference in Reference().Matches(project.Text)
        where !IsAllowed(project.Name[..^".csproj".Length], Kind().Match(project.Text).Value, reference.Groups[1].Value, project.Folder)
        select $"{project.Path}: must not use {reference.Groups[1].Value}";

    private static bool IsAllowed(string project, string kind, string reference, string folder) =>
        (kind, project, Path.GetFileNameWithoutExtension(reference)) switch
        {
            (_, _, var name) when name.EndsWith(".Tests", StringComparison.Ordinal) => false,
            ("Test" or "Suite" or "Bench", _, _) => !folder.StartsWith("src/", StringComparison.Ordinal),
            ("Library", "Vigil.Engine" or "Vigil.Simulation", "Vigil.Detection") => true,
            ("Adapter", _, "Vigil.Engine" or "Vigil.Detection") => true,
            ("Host", _, _) => !reference.Contains("/tests/", StringComparison.Ordinal),
            _ => false,
        };

    [GeneratedRegex("<ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("(?<=<VigilKind>)[A-Za-z]+")]
    private static partial Regex Kind();
}
