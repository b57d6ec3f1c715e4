namespace Vigil.Files.Tests;

public sealed class FileSetTests
{
    private const string Csv = "a,b\n1,2\n";

    [Fact]
    public void Expand_FilesAndPatterns_GivesEachOnceAndSorted()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "b.csv", "a.csv", "c.txt", "deep/er/d.csv", "deep/e.csv", ".hidden.csv" })
            folder.Write(name, Csv);
        Names(folder, "*.csv").ShouldBe(["a.csv", "b.csv"]);
        Names(folder, "?.csv", "c.txt").ShouldBe(["a.csv", "b.csv", "c.txt"]);
        Names(folder, "b.csv", "*.csv").ShouldBe(["b.csv", "a.csv"]);
        Names(folder, "**/*.csv").ShouldBe(["a.csv", "b.csv", "deep/e.csv", "deep/er/d.csv"]);
        Names(folder, "de*/*.csv").ShouldBe(["deep/e.csv"]);
        Names(folder, "deep/**").ShouldBe(["deep/e.csv", "deep/er/d.csv"]);
        Names(folder, ".h*").ShouldBe([".hidden.csv"]);
    }

    [Fact]
    public void Expand_FileNamedLikeAPattern_IsThatFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a*.csv", Csv);
        folder.Write("ab.csv", Csv);
        Names(folder, "a*.csv").ShouldBe(["a*.csv"]);
    }

    [Fact]
    public void Expand_LinkedFolders_EndsAndReadsEachFileOnce()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in/a.csv", Csv);
        File.CreateSymbolicLink(folder.At("in/loop"), folder.At("in"));
        Names(folder, "**/*.csv").ShouldBe(["in/a.csv"]);
    }

    [Fact]
    public void Expand_SeveralMistakes_TellsThemAll()
    {
        using var folder = new TemporaryFolder();
        folder.Write("transactions.csv", Csv);
        folder.Write("empty.csv", "");
        using var set = TemporaryFolder.Expand(
            [folder.At("transaction.csv"), folder.At("nothing-near"), folder.Path, folder.At("*.parquet"), folder.At("empty.csv"), "-"]);
        set.Files.ShouldBeEmpty();
        set.Problems.Select(p => p.Found).ShouldBe(
        [
            "no such file", "no such file", "a folder", "no file matches the pattern", "the file is empty",
            "standard input, which is not available here",
        ]);
        set.Problems[0].Expected.ShouldBe($"the path of a file; did you mean {folder.At("transactions.csv")}?");
        set.Problems[1].Expected.ShouldBe("the path of a file");
        set.Problems[2].Expected.ShouldBe($"files; give the folder's files, e.g. {folder.Path}/*.csv");
    }

    [Fact]
    public void Expand_NoPermission_IsAProblem()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            Assert.Skip("root may read every file");
        using var folder = new TemporaryFolder();
        folder.Write("x.csv", Csv);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.At("x.csv"), UnixFileMode.None);
        using var set = TemporaryFolder.Expand([folder.At("x.csv")]);
        set.Problems.Single().Found.ShouldBe("no permission to read it");
    }

    [Fact]
    public void Expand_StandardInput_IsCopiedAndDeletedAtTheEnd()
    {
        string copy;
        using (var set = TemporaryFolder.Expand(["-", "-"], new MemoryStream("{\"a\":1}\n"u8.ToArray())))
        {
            var file = set.Files.Single();
            (file.Name, file.Format, file.Length).ShouldBe(("standard input", FileFormat.JsonLines, 8));
            copy = file.Path;
            File.ReadAllText(copy).ShouldBe("{\"a\":1}\n");
        }
        File.Exists(copy).ShouldBeFalse();
    }

    [Fact]
    public void Expand_DamagedStandardInput_IsAProblem()
    {
        using var set = TemporaryFolder.Expand(["-"], new MemoryStream([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF]));
        set.Problems.Single().File.ShouldBe("standard input");
    }

    [Theory]
    [InlineData("a,b\n", FileFormat.Csv)]
    [InlineData("\uFEFF \n{\"a\":1}", FileFormat.JsonLines)]
    [InlineData("PAR1....", FileFormat.Parquet)]
    public void Expand_Format_ComesFromTheContent(string content, FileFormat format)
    {
        using var folder = new TemporaryFolder();
        using var set = TemporaryFolder.Expand([folder.Write("misleading.gz", content), folder.WriteGzip("plain", "a,b\n1,2\n")]);
        (set.Files[0].Format, set.Files[0].IsCompressed).ShouldBe((format, false));
        (set.Files[1].Format, set.Files[1].IsCompressed).ShouldBe((FileFormat.Csv, true));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0, 0, 97, 0, 0, 0 }, "text in UTF-32")]
    [InlineData(new byte[] { 97, 44, 10, 0x81, 0x8D, 10, 0x8F, 0x90, 10, 0x9D, 10 }, "text that is neither in UTF-8 nor in Windows-1252")]
    [InlineData(new byte[] { 80, 75, 3, 4, 0 }, "a ZIP archive or an Excel workbook")]
    [InlineData(new byte[] { 0x28, 0xB5, 0x2F, 0xFD, 0 }, "a compression other than gzip")]
    [InlineData(new byte[] { 10, 10 }, "the file is empty")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF }, "damaged gzip data")]
    public void Expand_OtherContent_IsAProblem(byte[] content, string found)
    {
        using var folder = new TemporaryFolder();
        using var set = TemporaryFolder.Expand([folder.Write("x.csv", content)]);
        set.Problems.Single().Found.ShouldStartWith(found);
    }

    private static List<string> Names(TemporaryFolder folder, params string[] patterns)
    {
        using var set = TemporaryFolder.Expand(patterns.Select(folder.At));
        set.Problems.ShouldBeEmpty();
        return [.. set.Files.Select(f => Path.GetRelativePath(folder.Path, f.Name))];
    }
}
