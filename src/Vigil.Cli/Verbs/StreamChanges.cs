using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Cli.Serving;
using Vigil.Engine.Access;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;
using Vigil.Server.Streams;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil stream diff</c> and <c>apply</c>: a stream file as an edit of what is served.</summary>
internal static class StreamChanges
{
    private static readonly Argument<string[]> Files = new("STREAM")
    {
        Description = "Stream files (.yaml, .yml), which together are one stream",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say what would change" };
    private static readonly Option<bool> Train = new("--train")
    {
        Description = "Learn a model from the journal with the file, and promote both together",
    };
    private static readonly Option<bool> NotPersonal = new("--not-personal")
    {
        Description = "A personal field may become one that is not: its values are written in clear from then on",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON document" };

    /// <summary>What a file would change.</summary>
    public static Command CreateDiff() => Verb.Create("diff", "Say what a stream file would change in a stream that is served",
        ["vigil stream diff payments.yaml --server http://localhost:8080", "vigil stream diff payments.yaml --data ./vigil-data"],
        (parsed, terminal, cancellation) => RunAsync(parsed, terminal, isDry: true, cancellation),
        [Files, Train, NotPersonal, .. Where, Json]);

    /// <summary>Changes it.</summary>
    public static Command CreateApply() => Verb.Create("apply", "Serve a stream as its file says, while the service decides; or add it",
        ["vigil stream apply payments.yaml --server http://localhost:8080 --key-file key.txt",
            "vigil stream apply payments.yaml --data ./vigil-data --dry-run"],
        (parsed, terminal, cancellation) => RunAsync(parsed, terminal, parsed.GetValue(DryRun), cancellation),
        [Files, DryRun, Train, NotPersonal, .. Where, Json]);

    private static Option[] Where => [ServerClient.Server, ServerClient.KeyFile, DataOption.Data];

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, bool isDry, CancellationToken cancellation)
    {
        var load = StreamYaml.LoadFiles(parsed.GetValue(Files)!);
        if (!load.IsValid)
            throw new BadInputException(ExitCode.BadInput, load.Errors.Select(e => e.ToString()));
        var definition = load.Definition ?? throw new BadInputException(ExitCode.BadInput,
            "the stream leaves columns to be recognised in data; expected a whole one, with its schema (vigil stream init FILE)");
        var options = new ApplyOptions { Trains = parsed.GetValue(Train), MayUnmark = parsed.GetValue(NotPersonal) };
        using var client = ServerClient.Of(parsed, terminal);
        var answer = client is not null
            ? RunOverApi(client, Together(parsed.GetValue(Files)!), options, isDry, terminal, cancellation).GetAwaiter().GetResult()
            : isDry ? await CompareAsync(DataOption.Of(parsed), definition, options, cancellation)
            : await ApplyToFolderAsync(DataOption.Of(parsed), definition, options, terminal, cancellation);
        return Tell(answer, parsed.GetValue(Json), isDry);
    }

    // Several documents in one file are one stream, as several files are.
    private static byte[] Together(string[] files) =>
        Encoding.UTF8.GetBytes(string.Join("\n---\n", files.Select(file => File.ReadAllText(file).TrimStart('\uFEFF'))));

    private static async Task<JsonElement> RunOverApi(
        ServerClient client, byte[] yaml, ApplyOptions options, bool isDry, Terminal terminal, CancellationToken cancellation)
    {
        string query = "?" + string.Join('&', new[] { options.Trains ? "train=true" : "", options.MayUnmark ? "not_personal=true" : "" }
            .Where(part => part.Length > 0));
        string path = $"/api/v1/streams/{(isDry ? "diff" : "apply")}{(query.Length > 1 ? query : "")}";
        var answer = await client.SendAsync(HttpMethod.Post, path, yaml, "application/yaml", cancellation);
        if (isDry)
            return answer;
        string told = "";
        var job = await client.FinishAsync(answer, look =>
        {
            if (look.TryGetProperty("result", out var result) && Progress(result) is { } now && now != told)
                terminal.Note(told = now);
        }, cancellation);
        var ended = job.TryGetProperty("result", out var last) ? last : default;
        if (job.GetProperty("status").GetString() == "done")
            return ended;
        bool saysWhy = ended.ValueKind == JsonValueKind.Object && ended.TryGetProperty("error", out _);
        throw new BadInputException(ExitCode.Failure, saysWhy ? ended.GetProperty("error").GetString()!
            : "the job failed; the log of the service says why");
    }

    private static string? Progress(JsonElement result) => !result.TryGetProperty("step", out var step) ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"{step.GetString()}: {result.GetProperty("entries").GetInt64():#,0} of {result.GetProperty("of").GetInt64():#,0} entries…");

    private static async Task<JsonElement> CompareAsync(
        string folder, StreamDefinition definition, ApplyOptions options, CancellationToken cancellation)
    {
        using var session = StoreSession.Beside(folder);
        var models = session.Ports.Library(session.Key);
        var (stream, champion) = (await ServedDefinitions.ReadAsync(session.Ports, models, cancellation)).GetValueOrDefault(
            definition.Name);
        return Parse(
            PlanJson.Text(await StreamPlan.OfAsync(models, session.Ports.Journal, stream, champion, definition, options, cancellation)));
    }

    private static async Task<JsonElement> ApplyToFolderAsync(
        string folder, StreamDefinition definition, ApplyOptions options, Terminal terminal, CancellationToken cancellation)
    {
        using var session = StoreSession.ForService(folder, terminal);
        using var service = ScoringService.Start(new ServiceOptions(), session.Ports, session.Key, TimeProvider.System, notice =>
        {
            if (notice.IsProblem)
                terminal.Note(notice.Text);
        });
        service.Ready.WaitAsync(cancellation).GetAwaiter().GetResult();
        try
        {
            string step = "";
            var applied = service.ApplyAsync(definition, options, AccessRun.By.Name, progress =>
            {
                if (progress.Step != step)
                    terminal.Note($"{step = progress.Step}…");
            }, cancellation).GetAwaiter().GetResult();
            await session.Ports.Audit.AppendAsync(new AuditEvent(Microseconds.Now(TimeProvider.System), AccessRun.By.Name, "stream.apply",
                definition.Name, "ok", "", $"{{\"definition\":\"{applied.Definition}\"}}"), CancellationToken.None);
            return Parse(PlanJson.Text(applied));
        }
        catch (StreamRefusedException e)
        {
            throw new BadInputException(
                ExitCode.BadInput, e.Plan.Problems.Prepend($"the stream '{definition.Name}' cannot be changed so:"));
        }
        catch (InvalidOperationException e)
        {
            throw new BadInputException(ExitCode.BadInput, e.Message);
        }
    }

    private static int Tell(JsonElement answer, bool isJson, bool isDry)
    {
        bool isApplicable = answer.GetProperty("applicable").GetBoolean();
        if (isJson)
            Terminal.Print(answer.GetRawText());
        else
            foreach (string line in PlanReport.Lines(answer).Append(Verdict(answer, isDry, isApplicable)))
                Terminal.Print(line);
        return isApplicable ? ExitCode.Success : ExitCode.BadInput;
    }

    private static string Verdict(JsonElement answer, bool isDry, bool isApplicable)
    {
        if (isDry)
            return isApplicable ? "It can be applied." : "It cannot be applied.";
        return answer.GetProperty("sequence").GetInt64() is > 0 and var sequence
            ? $"Served so from entry {sequence} of the journal on." : "Nothing was to be done.";
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
