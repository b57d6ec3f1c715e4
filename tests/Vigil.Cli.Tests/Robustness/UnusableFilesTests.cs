using System.IO.Compression;
using System.Text;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>Files that hold no transactions: exit code, and a message that says what was found and what to do.</summary>
public sealed class UnusableFilesTests
{
    private static readonly byte[] Good = Encoding.UTF8.GetBytes(Payments.Csv(300));

    private static readonly (string Name, byte[] Content, string Found)[] Unusable =
    [
        ("empty.csv", [], "the file is empty; expected a header line"),
        ("blank.csv", "\n\r\n \n"u8.ToArray(), "the file is empty"),
        ("noise.csv", Noise(100_000), "binary data, not text"),
        ("nul.csv", new byte[5000], "binary data, not text"),
        ("nul-header.csv", [.. new byte[50], .. "\n1,2\n"u8], "binary data, not text"),
        ("utf32.csv", [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Payments.Csv(9))], "text in UTF-32; expected text in UTF-8"),
        ("report.csv", "%PDF-1.7\n1 0 obj"u8.ToArray(), "a PDF"),
        ("old.csv", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "an Office document of the old kind"),
        ("wide.csv", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}")) + "\n1\n"),
            "10,000 columns"),
        ("headless.csv", Encoding.UTF8.GetBytes(Payments.Csv(9)[Payments.Header.Length..]), "the first line looks like a row"),
        ("array.json", "[[\"a\",1]]"u8.ToArray(), "a JSON array that holds no objects"),
        ("start.csv.gz", Gzip(Good)[..50], "damaged gzip data"),
        ("fake.parquet", [.. "PAR1"u8, .. new byte[100], .. "PAR1"u8], "Parquet"),
    ];

    [Fact]
    public async Task Detect_AllUnusableAtOnce_EachNamedWithWhatToDo()
    {
        using var folder = new ScratchFolder();
        foreach (var (name, content, _) in Unusable)
            File.WriteAllBytes(folder.At(name), content);

        // What a file's first bytes tell comes before what its header tells.
        var heads = await folder.Run(["detect", .. Unusable.Select(u => u.Name), "missing.csv", "utf23.csv", ".", "no*.tsv"]);
        var headers = await folder.Run("detect", "wide.csv", "headless.csv", "array.json", "fake.parquet");

        (heads.ExitCode, headers.ExitCode).ShouldBe((3, 3));
        Accounts.ShouldBeClean(folder, heads.Error + headers.Error);
        string[] lines = [.. heads.Error.Split('\n'), .. headers.Error.Split('\n')];
        foreach (var (name, _, found) in Unusable)
            lines.ShouldContain(l => l.StartsWith($"error: {name}: ", StringComparison.Ordinal) && l.Contains(found), name);
        heads.Error.ShouldContain("missing.csv: no such file");
        heads.Error.ShouldContain("utf23.csv: no such file; expected the path of a file; did you mean utf32.csv");
        heads.Error.ShouldContain(".: a folder; expected files; give the folder's files, e.g. ./*.csv");
        heads.Error.ShouldContain("no*.tsv: no file matches the pattern");
    }

    [Fact]
    public async Task Detect_ParquetWithoutLibrary_SaysHowToGetIt()
    {
        using var folder = new ScratchFolder();
        File.WriteAllBytes(folder.At("a.parquet"), [.. "PAR1"u8, .. new byte[100]]);

        var run = await VigilProcess.Run(folder.Path, [], [("LIBDUCKDB_PATH", "/nowhere/libduckdb.so")], "detect", "a.parquet");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("no file at LIBDUCKDB_PATH (/nowhere/libduckdb.so); expected DuckDB's library");
    }

    [Fact]
    public async Task Detect_HeaderOnly_NothingToScore()
    {
        using var folder = new ScratchFolder();
        folder.Write("header.csv", Payments.Header);

        var run = await folder.Run("detect", "header.csv");

        run.ExitCode.ShouldBe(4);
        run.Error.ShouldContain("header.csv: no row that can be read");
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    [Fact]
    public async Task Detect_NoPermission_SaysSo()
    {
        using var folder = new ScratchFolder();
        folder.Write("secret.csv", Payments.Csv(9));
        File.SetUnixFileMode(folder.At("secret.csv"), UnixFileMode.None);

        var run = await VigilProcess.RunWithoutPrivilege(folder.Path, "detect", "secret.csv");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("secret.csv: no permission to read it");
        Accounts.ShouldBeClean(folder, run.Error);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(7).NextBytes(noise);
        return noise;
    }
}
