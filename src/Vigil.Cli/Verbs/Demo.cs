using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vigil.Cli.Inputs;
using Vigil.Cli.Serving;
using Vigil.Engine.Access;
using Vigil.Engine.Operations;
using Vigil.Server.Configuration;
using Vigil.Simulation;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil demo</c>: everything at once, on simulated payments.</summary>
internal static class Demo
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromDays(30), StopTimeout = TimeSpan.FromSeconds(2);
    private static readonly Actor Operator = new("system", "");
    private static readonly ServerOptionSet Server = new();
    private static readonly Option<double> Rate =
        NumberOption.Of("--rate", "Live payments a second, on average over a day; at the first start it decides how many customers "
            + "there are. 0 for none", 5.0, 0.0, 20.0);

    private static readonly Option<double?> Hours = NumberOption.Of("--hours",
        "Decide on so many hours of live payments without waiting for them, print what share of each ten minutes goes to review or is "
            + "blocked beside the history's, and end", 0.1, 100.0);

    private static readonly Option<string?> Begin = new("--begin")
    {
        Description = "With --hours: when the live payments begin; without it so many hours ago",
        HelpName = "TIME",
    };

    private static readonly string[] Examples = ["vigil demo", "vigil demo --data /tmp/demo --rate 1", "vigil demo --hours 1"];

    public static Command Create() =>
        Verb.Create("demo", "Serve simulated payments: two weeks of history, then live, with the console, until Ctrl-C", Examples, Run,
            [.. Server.Parts, Rate, Hours, Begin]);

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var configuration = Server.Load(parsed).Configuration;
        configuration = configuration with
        {
            // Its history warms it up.
            WarmUp = TimeSpan.Zero,
            Log = new LogSettings { Level = LogLevel.Warning, IsJson = false },
            Http = configuration.Http with
            {
                StopTimeout = StopTimeout,
                DefaultStream = configuration.Http.DefaultStream ?? DemoStream.Name,
            },
        };
        var plan = DemoPlan.Of(parsed.GetValue(Rate), parsed.GetValue(Hours), parsed.GetValue(Begin), TimeProvider.System);
        RunAsync(configuration, plan, terminal, cancellation).GetAwaiter().GetResult();
        return ExitCode.Success;
    }

    private static async Task RunAsync(
        ServerConfiguration configuration, DemoPlan plan, Terminal terminal, CancellationToken cancellation)
    {
        FileRoom.Check(configuration.Http.MaxConnections);
        using var session = StoreSession.ForService(configuration.Data, terminal);
        terminal.Note($"The data is in {session.Folder.Path}.");
        string? password = await FirstAdministrator.CreateAsync(
            session.Ports.Users, TimeProvider.System, session.Ports.Audit, cancellation);
        using var server = await LiveServer.StartAsync(configuration, session, cancellation);
        try
        {
            await server.Service.Ready.WaitAsync(cancellation);
            var history = await DemoHistory.FindAsync(session, server.Service, plan.PerSecond, terminal, plan.Time, cancellation);
            using var simulation = Simulator.Run(history.Options).GetEnumerator();
            var labels = await history.MakeAsync(simulation, cancellation);
            Welcome(server, password);
            await GoOnAsync(server, history, simulation, labels, plan, terminal, cancellation);
            if (plan.EndAfter(history.Until) is var end and not long.MaxValue)
                await DemoShares.PrintAsync(session.Ports.Decisions, history.From, history.Until, end, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Note("Stopping: answering what was taken in, taking a snapshot…");
        }
        await server.StopAsync();
        terminal.Note("Stopped. './vigil demo' goes on with the same data.");
    }

    private static void Welcome(LiveServer server, string? password)
    {
        Terminal.Print("");
        Terminal.Print($"  Console   {server.Address}");
        Terminal.Print($"  API       {server.Address}docs");
        Terminal.Print(password is null
            ? $"  Sign in   {FirstAdministrator.Name}, with your password; 'vigil user password {FirstAdministrator.Name}' sets a new one"
            : $"  Sign in   {FirstAdministrator.Name}   {password}   (shown only now; you will choose another)");
        Terminal.Print("  Stop      Ctrl-C");
        Terminal.Print("");
    }

    private static async Task GoOnAsync(
        LiveServer server, DemoHistory history, IEnumerator<SimulatedTransaction> simulation, LateLabels labels,
        DemoPlan plan, Terminal terminal, CancellationToken cancellation)
    {
        if (plan.PerSecond == 0)
            await Task.Delay(Timeout.Infinite, cancellation);
        var keys = server.Services.GetRequiredService<KeyAdministration>();
        long expires = Microseconds.Of(TimeProvider.System.GetUtcNow() + KeyLife);
        var made = await keys.CreateAsync(
            "live payments of vigil demo", Permissions.Score | Permissions.Label, expires, Operator, cancellation);
        var (key, text) = made!.Value;
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", text);
        terminal.Note("Live payments are coming in; here are the ones that are not simply approved, and the first of all:");
        var traffic = new DemoTraffic(client, terminal, plan.Time) { ShowsDecisions = !plan.IsHurried };
        try
        {
            await history.ResumeAsync(simulation, server.Service.Find(DemoStream.Name)!, traffic, labels, cancellation);
            await traffic.RunAsync(simulation, labels, plan.EndAfter(history.Until), cancellation);
        }
        finally
        {
            await keys.RevokeAsync(key.Id, Operator, CancellationToken.None);
        }
    }
}
