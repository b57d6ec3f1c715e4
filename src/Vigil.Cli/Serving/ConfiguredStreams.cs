using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Cli.Output;
using Vigil.Engine.Access;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;
using Vigil.Server.Streams;
using Vigil.Storage.Sql;

namespace Vigil.Cli.Serving;

/// <summary>
/// The stream files of the configuration as edits of what is served: what can be applied is, at the start; what cannot is told, and the
/// stream is served as before.
/// </summary>
internal static class ConfiguredStreams
{
    /// <summary>Who the journal and the audit log say it was.</summary>
    public const string Actor = "start";

    /// <summary>What the start would do, for each stream; beside a running service or without one.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="streams">The streams of the files.</param>
    /// <returns>Lines, and whether every file can be applied.</returns>
    public static async Task<(IReadOnlyList<string> Lines, bool IsApplicable)> CheckAsync(
        string folder, IReadOnlyList<StreamDefinition> streams, CancellationToken cancellation)
    {
        if (streams.Count == 0 || !Directory.Exists(folder) || !File.Exists(DataFolder.Open(folder, create: false).DatabaseFile))
            return ([], true);
        using var session = StoreSession.Beside(folder);
        var models = session.Ports.Library(session.Key);
        var served = await ServedDefinitions.ReadAsync(session.Ports, models, cancellation);
        var lines = new List<string>();
        bool isApplicable = true;
        foreach (var stream in streams.Where(s => served.ContainsKey(s.Name)))
        {
            var (now, champion) = served[stream.Name];
            var plan = await StreamPlan.OfAsync(models, session.Ports.Journal, now, champion, stream, new ApplyOptions(), cancellation);
            isApplicable &= !plan.Problems.Any();
            lines.AddRange(Describe(plan));
        }
        return (lines, isApplicable);
    }

    /// <summary>Applies what was edited while the service was down.</summary>
    /// <param name="streams">The streams of the files.</param>
    /// <param name="server">The service, ready.</param>
    /// <param name="audit">Where it is noted.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task ApplyAsync(
        IReadOnlyList<StreamDefinition> streams, LiveServer server, IAuditLog audit, CancellationToken cancellation)
    {
        foreach (var stream in streams)
            if (server.Service.Defined.Any(s => s.Name == stream.Name)
                && await server.Service.PlanAsync(stream, new ApplyOptions(), cancellation) is { IsSame: false } plan)
                await ApplyAsync(stream, plan, server, audit, cancellation);
    }

    private static async Task ApplyAsync(
        StreamDefinition file, StreamPlan plan, LiveServer server, IAuditLog audit, CancellationToken cancellation)
    {
        string lines = string.Join('\n', Describe(plan));
        if (plan.Problems.Any())
        {
            server.Tell(new Notice(true, $"The file of the stream '{file.Name}' was edited and cannot be applied; the stream is served as "
                + $"before:\n{lines}"));
            return;
        }
        if (await server.Service.WasServedAsync(plan, cancellation))
        {
            server.Tell(new Notice(true, $"The file of the stream '{file.Name}' says what was served before, and not what was applied or "
                + $"promoted since; it stays as it is served. Bring the file up to date (GET /api/v1/streams/{file.Name}), or go back with "
                + $"'vigil stream apply'. It differs so:\n{lines}"));
            return;
        }
        server.Tell(new Notice(false, $"The file of the stream '{file.Name}' was edited and is applied:\n{lines}"));
        string details = JsonSerializer.Serialize(new { definition = plan.Target.Version });
        await audit.AppendAsync(new AuditEvent(
            Microseconds.Now(TimeProvider.System), Actor, "stream.apply", file.Name, "ok", "", details), CancellationToken.None);
        if (plan.Comparison.NeedsBuild)
            await server.Services.GetRequiredService<JobQueue>().AddAsync(
                ApplyJob.Kind, Actor, new ApplyJob(plan.Target.Name, plan.Target.Text, null).Encode(), cancellation);
        else
            await server.Service.ApplyAsync(file, new ApplyOptions(), Actor, null, cancellation);
    }

    private static IEnumerable<string> Describe(StreamPlan plan)
    {
        using var json = JsonDocument.Parse(PlanJson.Text(plan));
        return [.. PlanReport.Lines(json.RootElement)];
    }
}
