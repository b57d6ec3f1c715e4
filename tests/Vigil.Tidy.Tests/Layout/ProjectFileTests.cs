using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Layout;

/// <summary>Every project says its kind, locks its packages, is in the solution and stays short.</summary>
public sealed partial class ProjectFileTests
{
    private const string Project = "src/P/P.csproj";

    [Fact]
    public void Projects_AreWhole() => Check(Tracked.Files).ShouldBeNone();

    [Fact]
    public void Check_NoKind_IsReported() => Check([new(Project, "<Project/>"), Lock, Solution]).ShouldReport(Project);

    [Fact]
    public void Check_UnknownKind_IsReported() =>
        Check([new(Project, "<VigilKind>Other</VigilKind>"), Lock, Solution]).ShouldReport(Project);

    [Fact]
    public void Check_NoLockFile_IsReported() => Check([Whole, Solution]).ShouldReport(Project);

    [Fact]
    public void Check_NotInTheSolution_IsReported() => Check([Whole, Lock, new("Vigil.slnx", "")]).ShouldReport(Project);

    [Fact]
    public void Check_OwnVersion_IsReported() =>
        Check([new(Project, Whole.Text + "<PackageReference Include=\"A\" Version=\"1\" />"), Lock, Solution]).ShouldReport(Project);

    [Fact]
    public void Check_WholeProject_IsFine() => Check([Whole, Lock, Solution]).ShouldBeEmpty();

    private static TrackedFile Whole => new(Project, "<VigilKind>Library</VigilKind>");

    private static TrackedFile Lock => new("src/P/packages.lock.json", "{}");

    private static TrackedFile Solution => new("Vigil.slnx", $"<Project Path=\"{Project}\" />");

    private static IEnumerable<string> Check(IReadOnlyList<TrackedFile> files)
    {
        string solution = files.Single(f => f.Path == "Vigil.slnx").Text;
        foreach (var project in files.Where(f => f.IsProject))
        {
            if (!Kind().IsMatch(project.Text))
                yield return $"{project.Path}: no VigilKind of Library, Adapter, Host, Test, Suite or Bench";
            if (files.All(f => f.Path != project.Folder + "/packages.lock.json"))
                yield return $"{project.Path}: no packages.lock.json beside it; 'dotnet restore' writes it";
            if (!solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal))
                yield return $"{project.Path} is not in Vigil.slnx";
            if (OwnVersion().IsMatch(project.Text))
                yield return $"{project.Path}: package versions stand in Directory.Packages.props";
            if (project.Lines.Length > 40)
                yield return $"{project.Path}: {project.Lines.Length} lines; what projects share stands in eng/ or Directory.Build.props";
        }
    }

    [GeneratedRegex("<VigilKind>(Library|Adapter|Host|Test|Suite|Bench)</VigilKind>")]
    private static partial Regex Kind();

    [GeneratedRegex("<PackageReference [^>]*Version=")]
    private static partial Regex OwnVersion();
}
