namespace Vigil.Files;

/// <summary>The files that a command's arguments mean, and everything that is wrong with them. Dispose deletes temporary copies.</summary>
public sealed class FileSet : IDisposable
{
    /// <summary>The argument that means standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>What standard input is called in messages and rejections.</summary>
    public const string StandardInputName = "standard input";

    private readonly List<InputFile> _files = [];
    private readonly List<FileProblem> _problems = [];
    private readonly List<string> _copies = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private readonly List<string> _notes = [];
    private readonly IReadOnlyList<string>? _columns;

    private FileSet(IReadOnlyList<string>? columns) => _columns = columns;

    /// <summary>The files in the order of the arguments, those of a pattern by name, each once.</summary>
    public IReadOnlyList<InputFile> Files => _files;

    /// <summary>What is wrong, argument by argument; empty when all is well.</summary>
    public IReadOnlyList<FileProblem> Problems => _problems;

    /// <summary>What a user should know about how files are read, each in a line that names the file.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The files' sizes as stored, added up.</summary>
    public long TotalBytes => _files.Sum(f => f.Length);

    /// <summary>Expands files, patterns (<c>*</c>, <c>?</c>, <c>**</c>) and <c>-</c>.</summary>
    /// <param name="arguments">As given on the command line.</param>
    /// <param name="standardInput">Copied to a temporary file when an argument is <c>-</c>, for it is read more than once.</param>
    /// <param name="columns">The names of the columns of CSV files without a header; null where the files name them.</param>
    /// <param name="cancellation">Stops the copying.</param>
    public static FileSet Expand(
        IEnumerable<string> arguments, Stream? standardInput = null, IReadOnlyList<string>? columns = null,
        CancellationToken cancellation = default)
    {
        var set = new FileSet(columns);
        try
        {
            foreach (string argument in arguments)
                set.Add(argument, standardInput, cancellation);
        }
        catch
        {
            set.Dispose();
            throw;
        }
        return set;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (string copy in _copies)
            File.Delete(copy);
        _copies.Clear();
    }

    private void Add(string argument, Stream? standardInput, CancellationToken cancellation)
    {
        if (argument == StandardInput)
        {
            if (standardInput is null)
                Fail(argument, "standard input, which is not available here", "files");
            else if (_seen.Add(argument))
                AddStandardInput(standardInput, cancellation);
        }
        else if (File.Exists(argument))
            AddFile(argument, cancellation);
        else if (Directory.Exists(argument))
            Fail(argument, "a folder", $"files; give the folder's files, e.g. {argument.TrimEnd('/')}/*.csv");
        else if (!Glob.IsPattern(argument))
            Fail(argument, "no such file", Suggestion(argument));
        else
            AddMatches(argument, cancellation);
    }

    private void AddStandardInput(Stream content, CancellationToken cancellation) =>
        Guard(StandardInputName, () =>
            AddCopy(StandardInputName, new InterruptibleStream(content, waits: true, cancellation), cancellation));

    private void AddMatches(string pattern, CancellationToken cancellation)
    {
        var matches = Glob.Expand(pattern);
        if (matches.Count == 0)
            Fail(pattern, "no file matches the pattern", "a pattern such as data/*.csv or data/**/*.parquet that matches some file");
        foreach (string match in matches)
            AddFile(match, cancellation);
    }

    private void AddFile(string path, CancellationToken cancellation)
    {
        if (_seen.Add(Path.GetFullPath(path)))
            Guard(path, () => Open(path, cancellation));
    }

    private void Open(string path, CancellationToken cancellation)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        if (file.CanSeek)
            Look(path, path, file, cancellation);
        else
            AddCopy(path, new InterruptibleStream(file, waits: true, cancellation), cancellation);
    }

    private void Guard(string name, Action open)
    {
        try
        {
            open();
        }
        catch (UnauthorizedAccessException)
        {
            Fail(name, "no permission to read it", $"a file that you may read; see: ls -l {name}");
        }
        catch (InvalidDataException e)
        {
            Fail(name, "damaged gzip data: " + e.Message, "a whole file");
        }
        catch (IOException e)
        {
            Fail(name, "cannot be read: " + e.Message, "a file that can be read");
        }
    }

    private void AddCopy(string name, Stream content, CancellationToken cancellation)
    {
        string copy = Path.Join(Path.GetTempPath(), "vigil-" + Path.GetRandomFileName());
        _copies.Add(copy);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(copy, options);
        byte[] block = new byte[1 << 16];
        for (int count; (count = content.Read(block)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            file.Write(block.AsSpan(0, count));
        }
        file.Flush();
        file.Position = 0;
        Look(name, copy, file, cancellation);
    }

    private void Look(string name, string path, FileStream file, CancellationToken cancellation)
    {
        long length = file.Length;
        var look = FileHead.Look(file, name, cancellation);
        if (look.Problem is not null)
            _problems.Add(look.Problem);
        else if (_columns is not null && look.Format != FileFormat.Csv)
            Fail(name, "a file that names its columns itself", "files without a header where --columns is given");
        else
            _files.Add(new InputFile(name, path, look.Format, look.IsCompressed, length) { Columns = _columns, Encoding = look.Encoding });
        if (look.Problem is null && look.Encoding != TextEncoding.Utf8)
            _notes.Add($"{name}: text in {TextEncodings.Name(look.Encoding)}, read as such; if letters come out wrong, convert it first: "
                + $"iconv -f ENCODING -t UTF-8 {name}");
    }

    private static string Suggestion(string argument)
    {
        var near = NearNames.Of(argument);
        return near.Count == 0 ? "the path of a file" : $"the path of a file; did you mean {string.Join(" or ", near)}?";
    }

    private void Fail(string argument, string found, string expected) => _problems.Add(new FileProblem(argument, found, expected));
}
