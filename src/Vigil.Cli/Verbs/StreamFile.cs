using System.CommandLine;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Inference;
using Vigil.Files.Writing;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil stream</c>: writes, checks, describes and applies stream files.</summary>
internal static class StreamFile
{
    private static readonly Argument<string[]> Data = new("FILE")
    {
        Description = "Files of transactions: the stream is filled in with what their columns were taken for",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private static readonly Option<string?> Out = new("--out", "-o")
    {
        Description = "File to write instead of standard output; an older one stays as it is",
        HelpName = "FILE",
    };
    private static readonly Option<bool> Force = new("--force") { Description = "With --out: write over an older file" };
    private static readonly Argument<string[]> Checked = new("STREAM-OR-FILE")
    {
        Description = "Stream files (.yaml, .yml), which together are one stream; then, if wanted, files of transactions that it must fit",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON document" };

    public static Command Create()
    {
        Checked.Validators.Add(result =>
        {
            string names = string.Join(", ", result.Tokens.Select(t => t.Value));
            if (result.Tokens.Count > 0 && !result.Tokens.Any(t => IsStream(t.Value)))
                result.AddError($"found no stream file among {names}; expected at least one that ends with .yaml or .yml");
        });
        return new Command("stream", "Write, check, describe or apply a stream file: what the columns mean, what to compute, when to alert")
        {
            Verb.Create("init", "Write a stream file with comments, to be edited",
                ["vigil stream init", "vigil stream init transactions.csv --out stream.yaml"], Init, Data, ColumnsOption.Columns, Out,
                Force),
            Verb.Create("check", "Check stream files and say everything that is wrong with them",
                ["vigil stream check stream.yaml", "vigil stream check source.yaml pipeline.yaml 'data/*.csv'"], Check, Checked, Json),
            StreamChanges.CreateDiff(),
            StreamChanges.CreateApply(),
            Verb.Create("schema", "Print the JSON Schema of stream files, with which editors complete and check them",
                ["vigil stream schema > stream.schema.json"], Schema),
        };
    }

    private static int Init(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string[] data = parsed.GetValue(Data) ?? [];
        string? path = parsed.GetValue(Out);
        var outputs = new OutputPaths(("--out", path));
        if (path is not null && File.Exists(path) && !parsed.GetValue(Force))
            throw new BadInputException(ExitCode.BadInput, $"{path}: there is a file; expected a new name, or --force to replace it");
        string text = data.Length == 0 ? StreamTemplate.Example() : FromData(GivenFiles.Of(parsed, data), outputs, cancellation);
        if (path is null)
        {
            Console.Out.Write(text);
            return ExitCode.Success;
        }
        PendingFile.WriteText(path, text);
        terminal.Note($"{path} is written. Edit it, then: vigil stream check {string.Join(' ', data.Prepend(path))}");
        return ExitCode.Success;
    }

    private static string FromData(GivenFiles data, OutputPaths outputs, CancellationToken cancellation)
    {
        using var inputs = InputSet.Open(data, [], new RoleOverrides(), outputs, cancellation);
        return StreamTemplate.Write(PersonalColumns.Mark(inputs.Stream), inputs.Columns);
    }

    private static int Check(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string[] arguments = parsed.GetValue(Checked)!;
        var check = StreamCheck.Run([.. arguments.Where(IsStream)], [.. arguments.Where(a => !IsStream(a))], cancellation);
        if (parsed.GetValue(Json))
            StreamReport.WriteJson(check);
        else
            StreamReport.WriteText(terminal, check);
        return check.Errors.IsEmpty ? ExitCode.Success : ExitCode.BadInput;
    }

    private static int Schema(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        Console.Out.WriteLine(StreamSchema.Text());
        return ExitCode.Success;
    }

    private static bool IsStream(string argument) =>
        argument.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || argument.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
}
