using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Cli.Serving;
using Vigil.Engine.Access;
using Vigil.Engine.Models;
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
        ["vigil init-profiles history.csv --stream payments.yaml", "vigil init-profiles --data ./vigil-data"];

    public static Command Create() =>
        Verb.Create("init-profiles", "Take past transactions into the data folder; without files, rebuild all profiles from the journal",
            Examples, Run, [.. Input.Parts, ModelFile, DataOption.Data, Json]);

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        bool hasFiles = parsed.GetValue(Input.Files) is { Length: > 0 };
        using var session = StoreSession.ForService(DataOption.Of(parsed));
        using var service = ScoringService.Start(
            new ServiceOptions { UsesSnapshots = hasFiles }, session.Ports, session.Key, TimeProvider.System, notice =>
            {
                if (notice.IsProblem)
                    terminal.Note(notice.Text);
            });
        WaitReady(service, terminal, cancellation);
        if (hasFiles)
            Import(parsed, session, service, terminal, cancellation);
        long sequence = service.SnapshotAsync().GetAwaiter().GetResult();
        service.Stop();
        if (!hasFiles)
            Terminal.Print(parsed.GetValue(Json) ? JsonText.Object(("entries", sequence), ("snapshot", sequence))
                : string.Create(CultureInfo.InvariantCulture, $"Profiles rebuilt from {sequence:#,0} entries; snapshot written."));
        return ExitCode.Success;
    }

    private static void Import(
        ParseResult parsed, StoreSession session, ScoringService service, Terminal terminal, CancellationToken cancellation)
    {
        var outputs = new OutputPaths(("--rejected", parsed.GetValue(Input.Rejected)));
        using var inputs = InputSet.Open(Input, parsed, outputs, cancellation);
        using var rejections = new Rejections(parsed.GetValue(Input.Rejected)!);
        ColumnReport.Show(terminal, inputs);
        if (service.Find(inputs.Stream.Name) is null)
            Promote(ModelOf(parsed, inputs, rejections, terminal, cancellation), session, service);
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
        Tell(parsed, import, rejections, stream);
    }

    private static Model ModelOf(
        ParseResult parsed, InputSet inputs, Rejections rejections, Terminal terminal, CancellationToken cancellation) =>
        parsed.GetValue(ModelFile) is { } path ? Model.Load(path)
            : StreamTraining.Run(inputs, inputs.Stream.Model, rejections, terminal, cancellation).Model;

    private static void Promote(Model model, StoreSession session, ScoringService service)
    {
        ModelLibrary.Add(session.Ports.Models, model, Microseconds.Now(TimeProvider.System));
        service.PromoteAsync(model.Version, Actor).GetAwaiter().GetResult();
    }

    private static void Tell(ParseResult parsed, HistoryImport import, Rejections rejections, LiveStream stream)
    {
        string model = stream.Snapshot!.Model.Version;
        Terminal.Print(parsed.GetValue(Json)
            ? JsonText.Object(("stream", stream.Name), ("model", model), ("decided", import.Decided), ("duplicates", import.Duplicates),
                ("rejected", rejections.Count))
            : string.Create(CultureInfo.InvariantCulture,
                $"{stream.Name}: {import.Decided:#,0} transactions decided with model {model}, {import.Duplicates:#,0} known before, ")
                + string.Create(CultureInfo.InvariantCulture, $"{rejections.Count:#,0} rows rejected."));
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
