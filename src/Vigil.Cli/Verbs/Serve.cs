using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Vigil.Cli.Inputs;
using Vigil.Cli.Serving;
using Vigil.Cli.Warming;
using Vigil.Engine.Access;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Server.Configuration;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil serve</c>: the live service over HTTP.</summary>
internal static class Serve
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly ServerOptionSet Server = new();
    private static readonly Option<bool> Check = new("--check") { Description = "Only check the configuration" };
    private static readonly Option<bool> PrintConfig =
        new("--print-config") { Description = "Print the configuration that follows from file, environment and defaults" };

    private static readonly string[] Examples =
    [
        "vigil serve",
        "vigil serve --config vigil.yaml",
        "vigil serve --config vigil.yaml --check",
        "VIGIL_LISTEN=http://0.0.0.0:8080 vigil serve --data /var/lib/vigil",
    ];

    public static Command Create() =>
        Verb.Create("serve", "Serve the API and the console over a data folder, until Ctrl-C", Examples, RunAsync,
            [.. Server.Parts, Check, PrintConfig]);

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var load = Server.Load(parsed);
        if (parsed.GetValue(PrintConfig))
            Console.Out.Write(ConfigurationText.Write(load.Configuration));
        else if (parsed.GetValue(Check))
            return await CheckStreamsAsync(load, terminal, cancellation);
        else
            RunUntilHangUp(load, terminal, cancellation);
        return ExitCode.Success;
    }

    private static async Task<int> CheckStreamsAsync(ConfigurationLoad load, Terminal terminal, CancellationToken cancellation)
    {
        var (lines, isApplicable) = await ConfiguredStreams.CheckAsync(load.Configuration.Data, load.Streams, cancellation);
        foreach (string line in lines)
            Terminal.Print(line);
        if (!isApplicable)
            throw new BadInputException(ExitCode.BadInput,
                "a stream file cannot be applied to what is served, see above; the start would go on with what is served");
        terminal.Note("The configuration is fine.");
        return ExitCode.Success;
    }

    // A terminal that is closed ends the service as SIGTERM does: with answers and a snapshot.
    private static void RunUntilHangUp(ConfigurationLoad load, Terminal terminal, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            end.Cancel();
        });
        RunAsync(load, terminal, end.Token).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(ConfigurationLoad load, Terminal terminal, CancellationToken cancellation)
    {
        var room = FileRoom.Check(load.Configuration.Http.MaxConnections);
        using var session = StoreSession.ForService(load.Configuration.Data, terminal);
        string? password = await FirstAdministrator.CreateAsync(
            session.Ports.Users, TimeProvider.System, session.Ports.Audit, cancellation);
        using var server = await LiveServer.StartAsync(load.Configuration, session, cancellation);
        Terminal.Print($"Vigil serves {string.Join(' ', server.Addresses)}; data in {session.Folder.Path}; Ctrl-C stops it.");
        if (Exposure.Warning(load.Configuration.Http) is { } warning)
            server.Tell(new Notice(true, warning));
        if (room is not null)
            server.Tell(room);
        if (password is not null)
            Terminal.Print($"Sign in as '{FirstAdministrator.Name}' with the password {password} "
                + "(shown only now; you will choose another).");
        try
        {
            await BecomeReadyAsync(server, terminal, cancellation);
            await ConfiguredStreams.ApplyAsync(load.Streams, server, session.Ports.Audit, cancellation);
            await WarmUp.RunAsync(load.Configuration, session, server, terminal, cancellation);
            TellStreams(load, server.Service, server.Address, terminal);
            await new Retention(session.Ports.Retention, server.Service, TimeProvider.System, server.Tell)
                .RunAsync(load.Configuration.RetentionDays, cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Note("Stopping: answering what was taken in, taking a snapshot…");
        }
        await server.StopAsync();
        terminal.Note("Stopped.");
    }

    private static async Task BecomeReadyAsync(LiveServer server, Terminal terminal, CancellationToken cancellation)
    {
        var ready = server.Service.Ready.WaitAsync(cancellation);
        while (await Task.WhenAny(ready, Task.Delay(Heartbeat, cancellation)) != ready)
            terminal.Note(string.Create(CultureInfo.InvariantCulture,
                $"Rebuilding state from the journal: {server.Service.State.Progress:#,0} entries so far…"));
        await ready;
    }

    private static void TellStreams(ConfigurationLoad load, ScoringService service, Uri address, Terminal terminal)
    {
        foreach (var stream in load.Streams.Where(s => service.Find(s.Name) is null))
            terminal.Note($"The stream '{stream.Name}' has no model yet and takes no transactions. Teach it from past ones: "
                + $"vigil init-profiles history.csv --stream {stream.Name}.yaml --server {address}");
        if (service.Streams.Count > 0)
            terminal.Note($"Streams: {string.Join(", ", service.Streams.Select(s => s.Name).Order(StringComparer.Ordinal))}.");
        else if (load.Streams.Length == 0)
            terminal.Note("There is no stream yet, so nothing is scored. Write a stream file (vigil stream init history.csv), then "
                + $"teach it from past transactions: vigil init-profiles history.csv --stream stream.yaml --server {address}. "
                + "Or look around first: vigil demo.");
    }
}
