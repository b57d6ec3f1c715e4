using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>Adding a detector touches its folder and one line of the registry: nothing else in the product names one.</summary>
public sealed class DetectorFolderTests
{
    private const string Folder = "src/Vigil.Detection/Detectors", Registry = Folder + "/DetectorRegistry.cs";

    [Fact]
    public void Detectors_AreNamedInTheRegistryAlone() => Check(Tracked.Files).ShouldBeNone();

    [Theory]
    [InlineData("class X { HalfSpace.HalfSpaceOptions y; }")]
    [InlineData("using Vigil.Detection.Detectors.HalfSpace;")]
    public void Check_UseElsewhere_IsReported(string text) => Check([.. Planted, new("src/P/X.cs", text)]).ShouldReport("src/P/X.cs:1: ");

    [Fact]
    public void Check_DetectorThatIsNotRegistered_IsReported() =>
        Check([.. Planted, new($"{Folder}/Other/Other.cs", "")]).ShouldReport($"{Folder}/Other");

    [Fact]
    public void Check_RegisteredOne_IsFine() => Check([.. Planted, new("src/P/X.cs", "int halfSpace; // HalfSpace")]).ShouldBeEmpty();

    private static TrackedFile[] Planted =>
        [new(Registry, "new HalfSpace.HalfSpaceOptions(),"), new($"{Folder}/HalfSpace/HalfSpace.cs", "class HalfSpace;")];

    private static IEnumerable<string> Check(IReadOnlyList<TrackedFile> files)
    {
        string registry = files.Single(f => f.Path == Registry).Text;
        foreach (string detector in files.Where(f => f.Folder.StartsWith(Folder + "/", StringComparison.Ordinal))
            .Select(f => f.Path.Split('/')[3]).Distinct())
        {
            if (!registry.Contains($"{detector}Options(", StringComparison.Ordinal))
                yield return $"{Folder}/{detector} is not in the registry";
            var others = files.Where(f => f.IsUnder("src") && f.IsCSharp && f.Path != Registry && !f.IsUnder($"{Folder}/{detector}"));
            foreach (var file in others)
            {
                string code = CSharpText.Parse(file.Text).Code;
                if (Regex.Match(code, $@"\b{detector}(Options|State)?\b") is { Success: true } use)
                    yield return $"{file.Path}:{CSharpText.LineOf(code, use.Index)}: names the detector {detector}; only the registry does";
            }
        }
    }
}
