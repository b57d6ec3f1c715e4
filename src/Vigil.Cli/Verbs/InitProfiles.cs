using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Cli.Serving;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Models;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil init-profiles</c>: what is usual for every entity, from past transactions or from the journal.</summary>
internal static class InitProfiles
{
    private const string Actor = "init-profiles";
    private static readonly InputOptions Input = new(areFilesOptional: true);
    private static readonly Option<string?> ModelFile = new("--model", "-m")
    {
        Description = "A model of 'vigil train' for a stream that has none yet; without it one is learned from the files",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON" };
    private static readonly string[] Examples =
    [
        "vigil init-profiles history.csv --stream payments.yaml",
        "vigil init-profiles history.csv --stream payments.yaml --server http://localhost:8080 --key-file key.txt",
        "vigil init-profiles --data ./vigil-data",
    ];

    public static Command Create() =>
        Verb.Create("init-profiles", "Take past transactions into the data folder; without files, rebuild all profiles from the journal",
            Examples, RunAsync, [.. Input.Parts, ModelFile, ServerClient.Server, ServerClient.KeyFile, DataOption.Data, Json]);

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        bool hasFiles = parsed.GetValue(Input.Files) is { Length: > 0 };
        using var client = ServerClient.Of(parsed, terminal);
        if (client is not null)
            return hasFiles ? Teach(parsed, client, terminal, cancellation) : throw new BadInputException(ExitCode.BadInput,
                "--server needs files of past transactions; profiles are rebuilt from the journal when the service is stopped");
        using var session = StoreSession.ForService(DataOption.Of(parsed), terminal);
        using var service = ScoringService.Start(
            new ServiceOptions { UsesSnapshots = hasFiles }, session.Ports, session.Key, TimeProvider.System, notice =>
            {
                if (notice.IsProblem)
                    terminal.Note(notice.Text);
            });
        WaitReady(service, terminal, cancellation);
        if (hasFiles)
            await ImportAsync(parsed, session, service, terminal, cancellation);
        long sequence = service.SnapshotAsync().GetAwaiter().GetResult();
        service.Stop();
        if (!hasFiles)
            Terminal.Print(parsed.GetValue(Json) ? JsonText.Object(("entries", sequence), ("snapshot", sequence))
                : string.Create(CultureInfo.InvariantCulture, $"Profiles rebuilt from {sequence:#,0} entries; snapshot written."));
        return ExitCode.Success;
    }

    private static async Task ImportAsync(
        ParseResult parsed, StoreSession session, ScoringService service, Terminal terminal, CancellationToken cancellation)
    {
        var outputs = new OutputPaths(("--rejected", parsed.GetValue(Input.Rejected)));
        using var inputs = InputSet.Open(Input, parsed, outputs, cancellation);
        using var rejections = new Rejections(parsed.GetValue(Input.Rejected)!);
        ColumnReport.Show(terminal, inputs);
        if (service.Find(inputs.Stream.Name) is null)
            await PromoteAsync(ModelOf(parsed, inputs, rejections, terminal, cancellation), session, service, cancellation);
        rejections.Clear();
        var stream = service.Find(inputs.Stream.Name) ?? throw new BadInputException(ExitCode.BadInput,
            $"the model is for another stream than '{inputs.Stream.Name}': name that one with --stream");
        var import = new HistoryImport(service, stream, Actor);
        using var files = InputSet.Open(GivenFiles.Of(parsed, parsed.GetValue(Input.Files)!), stream.Definition, cancellation);
        TimeOrder.ReadFromTheEnd(files, rejections, terminal, cancellation);
        using var source = files.OpenSource(rejections.Add, cancellation);
        RunProgress.Show(terminal, "Deciding", TimeProvider.System, report =>
            import.RunAsync(source, null, 0, report, cancellation).GetAwaiter().GetResult());
        rejections.Commit();
        Tell(parsed, (stream.Name, stream.Snapshot!.Model.Version), (import.Decided, import.Duplicates), rejections);
    }

    // The service decides meanwhile; it reads what was read here.
    private static int Teach(ParseResult parsed, ServerClient client, Terminal terminal, CancellationToken cancellation)
    {
        var outputs = new OutputPaths(("--rejected", parsed.GetValue(Input.Rejected)));
        using var inputs = InputSet.Open(Input, parsed, outputs, cancellation);
        using var rejections = new Rejections(parsed.GetValue(Input.Rejected)!);
        ColumnReport.Show(terminal, inputs);
        var import = new RemoteImport(client);
        string name = inputs.Stream.Name;
        var served = import.FindAsync(name, cancellation).GetAwaiter().GetResult();
        if (served is null)
        {
            import.PromoteAsync(ModelOf(parsed, inputs, rejections, terminal, cancellation), cancellation).GetAwaiter().GetResult();
            served = import.FindAsync(name, cancellation).GetAwaiter().GetResult();
        }
        rejections.Clear();
        var (definition, version, model) = served ?? throw new BadInputException(ExitCode.BadInput,
            $"the model is for another stream than '{name}': name that one with --stream");
        using var files = InputSet.Open(GivenFiles.Of(parsed, parsed.GetValue(Input.Files)!), definition, cancellation);
        TimeOrder.ReadFromTheEnd(files, rejections, terminal, cancellation);
        using var source = files.OpenSource(rejections.Add, cancellation);
        RunProgress.Show(terminal, "Deciding", TimeProvider.System, report =>
            import.RunAsync(source, definition.Schema, name, version, report, cancellation).GetAwaiter().GetResult());
        rejections.Commit();
        Tell(parsed, (name, model), (import.Decided, import.Duplicates), rejections);
        return ExitCode.Success;
    }

    private static Model ModelOf(
        ParseResult parsed, InputSet inputs, Rejections rejections, Terminal terminal, CancellationToken cancellation) =>
        parsed.GetValue(ModelFile) is { } path ? Model.Load(path)
            : StreamTraining.Run(inputs, inputs.Stream.Model, rejections, terminal, cancellation).Model;

    private static async Task PromoteAsync(Model model, StoreSession session, ScoringService service, CancellationToken cancellation)
    {
        await ModelLibrary.AddAsync(session.Ports.Models, model, Microseconds.Now(TimeProvider.System), cancellation);
        service.PromoteAsync(model.Version, Actor).GetAwaiter().GetResult();
    }

    private static void Tell(
        ParseResult parsed, (string Stream, string Model) what, (long Decided, long Duplicates) counts, Rejections rejections)
    {
        var (decided, duplicates) = counts;
        Terminal.Print(parsed.GetValue(Json)
            ? JsonText.Object(("stream", what.Stream), ("model", what.Model), ("decided", decided), ("duplicates", duplicates),
                ("rejected", rejections.Count))
            : string.Create(CultureInfo.InvariantCulture, $"{what.Stream}: {decided:#,0} transactions decided with model {what.Model}, ")
                + string.Create(CultureInfo.InvariantCulture, $"{duplicates:#,0} known before, {rejections.Count:#,0} rows rejected."));
    }

    private static void WaitReady(ScoringService service, Terminal terminal, CancellationToken cancellation)
    {
        var ready = service.Ready.WaitAsync(cancellation);
        while (!ready.Wait(TimeSpan.FromSeconds(5), cancellation))
            terminal.Note(string.Create(CultureInfo.InvariantCulture,
                $"Rebuilding state from the journal: {service.State.Progress:#,0} entries so far…"));
        ready.GetAwaiter().GetResult();
    }
}
