using System.Text.RegularExpressions;
using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>A file is named after a type in it, and names say what a thing is: none of them is a drawer for everything.</summary>
public sealed partial class TypeNameTests
{
    [Fact]
    public void Names_SayWhatThingsAre() => Check(Tracked.Files).ShouldBeNone();

    [Theory]
    [InlineData("src/P/WindowManager.cs", "class WindowManager;")]
    [InlineData("src/P/Common/Window.cs", "class Window;")]
    [InlineData("src/P/Window.cs", "class Window { class TimeUtil; }")]
    [InlineData("src/P/Window.cs", "public sealed record Windows;")]
    [InlineData("src/P/Window.cs", "// class Window")]
    public void Check_NameThatSaysNothing_IsReported(string path, string text) => Check([new(path, text)]).ShouldReport(path);

    [Theory]
    [InlineData("src/P/Window.cs", "public readonly record struct Window(int A);\nenum Utilization;")]
    [InlineData("src/P/Window.Late.cs", "partial class Window<T>;")]
    [InlineData("src/P/Program.cs", "return 0;")]
    public void Check_NameOfAType_IsFine(string path, string text) => Check([new(path, text)]).ShouldBeEmpty();

    private static IEnumerable<string> Check(IEnumerable<TrackedFile> files)
    {
        foreach (var file in files.Where(f => f.IsCSharp && f.Name is not ("Program.cs" or "AssemblyInfo.cs")))
        {
            string[] types = [.. Declaration().Matches(CSharpText.Parse(file.Text).Code).Select(m => m.Groups[1].Value)];
            if (types.Append(file.Path).FirstOrDefault(n => Drawer().IsMatch(n)) is { } drawer)
                yield return $"{file.Path}: '{Drawer().Match(drawer)}' in a name does not say what the thing is";
            else if (!types.Contains(file.Name.Split('.')[0]))
                yield return $"{file.Path}: no type of that name, only {string.Join(", ", types)}";
        }
    }

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record|delegate\s+[\w<>?\[\]]+)\s+(?!struct\b|class\b)(\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex("(Manager|Helpers?|Util|Utils|Utilities|Common|Misc)(?![a-z])")]
    private static partial Regex Drawer();
}
