using Vigil.Tidy.Tests.Checkout;

namespace Vigil.Tidy.Tests.Code;

/// <summary>
/// A code file has at most 300 lines. The recorded larger ones may only shrink, and leave the record when they are small again.
/// </summary>
public sealed class FileSizeTests
{
    private const int Limit = 300;

    private static readonly Dictionary<string, int> Recorded = [];

    [Fact]
    public void Files_AreSmall() => Check(Tracked.Files, Recorded).ShouldBeNone();

    [Fact]
    public void Check_FileBeyondTheLimit_IsReported() => Check([Planted(Limit + 1)], []).ShouldReport("src/A.cs");

    [Fact]
    public void Check_RecordedFileThatGrew_IsReported() => Check([Planted(402)], new() { ["src/A.cs"] = 401 }).ShouldReport("src/A.cs");

    [Fact]
    public void Check_RecordedFileThatShrank_IsReported() => Check([Planted(400)], new() { ["src/A.cs"] = 401 }).ShouldReport("src/A.cs");

    [Fact]
    public void Check_RecordedFileThatIsGone_IsReported() => Check([], new() { ["src/A.cs"] = 401 }).ShouldReport("src/A.cs");

    [Fact]
    public void Check_FileOfTheLimit_IsFine() => Check([Planted(Limit)], []).ShouldBeEmpty();

    private static TrackedFile Planted(int lines) => new("src/A.cs", string.Concat(Enumerable.Repeat("x\n", lines)));

    private static IEnumerable<string> Check(IReadOnlyList<TrackedFile> files, Dictionary<string, int> recorded)
    {
        foreach (var file in files.Where(f => f.IsCSharp || f.Text.StartsWith("#!", StringComparison.Ordinal)))
        {
            int limit = recorded.GetValueOrDefault(file.Path, Limit);
            if (file.Lines.Length > limit)
                yield return $"{file.Path} has {file.Lines.Length} lines, at most {limit}: two things in one file?";
            else if (limit > Limit && file.Lines.Length < limit)
                yield return $"{file.Path} has shrunk to {file.Lines.Length} lines; lower its record or remove it";
        }
        foreach (string path in recorded.Keys.Where(p => files.All(f => f.Path != p)))
            yield return $"{path} is recorded as large but is gone";
    }
}
