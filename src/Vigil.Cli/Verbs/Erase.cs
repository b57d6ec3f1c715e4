using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Serving;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Server.Jobs;
using Vigil.Server.Views;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil erase</c>: makes the personal data of an entity unreadable, for ever.</summary>
internal static class Erase
{
    private const string Operator = "system";
    private static readonly Option<string> Entity =
        new("--entity") { Description = "Whose personal data", HelpName = "ID", Required = true };

    private static readonly Option<string?> Stream =
        new("--stream", "-s") { Description = "The stream; without it the only one", HelpName = "NAME" };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Erase; it cannot be undone" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON" };
    private static readonly string[] Examples = ["vigil erase --entity C0000421 --stream credit_card_fraud --yes"];

    public static Command Create() =>
        Verb.Create("erase", "Erase the personal data of an entity; a running service does it by its API (DELETE …/entities/ID)",
            Examples, RunAsync, Entity, Stream, DataOption.Data, Yes, Json);

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        if (!parsed.GetValue(Yes))
            throw new BadInputException(ExitCode.Usage,
                "this cannot be undone: nobody can read the personal data again. Say so with --yes");
        using var session = StoreSession.ForService(DataOption.Of(parsed), terminal);
        using var service = ScoringService.Start(new ServiceOptions(), session.Ports, session.Key, TimeProvider.System, notice =>
        {
            if (notice.IsProblem)
                terminal.Note(notice.Text);
        });
        await service.Ready.WaitAsync(cancellation);
        var stream = StreamOf(service, parsed.GetValue(Stream));
        string entity = parsed.GetValue(Entity)!;
        await new SealedViews(session.Ports, session.Key).EraseAsync(stream, entity, cancellation);
        using var queue = new JobQueue(session.Ports.Jobs, session.Key, TimeProvider.System);
        int waiting = await JobErasure.EraseAsync(
            session.Ports.Jobs, queue, stream, ErasedTransactions.Of(stream, entity), cancellation);
        long? sequence = await service.EraseAsync(stream, entity, Operator);
        bool isErased = sequence is not null || waiting > 0;
        await session.Ports.Audit.AppendAsync(new AuditEvent(Microseconds.Now(TimeProvider.System), Operator, "entity.erase", stream.Name,
            isErased ? "ok" : "unknown entity", "", ""), CancellationToken.None);
        service.Stop();
        if (parsed.GetValue(Json))
            Terminal.Print(JsonText.Object(("erased", isErased), ("sequence", sequence ?? 0)));
        else if (!isErased)
            Terminal.Print("There is nothing to erase: the entity is not known, has no personal data, or was erased before.");
        else
            Terminal.Print(string.Create(CultureInfo.InvariantCulture,
                $"Erased (entry {sequence}): the personal data of this entity cannot be read any more. Delete backups that hold it, too."));
        return isErased ? ExitCode.Success : ExitCode.Failure;
    }

    private static LiveStream StreamOf(ScoringService service, string? name)
    {
        string[] names = [.. service.Streams.Select(s => s.Name).Order(StringComparer.Ordinal)];
        if (name is null && service.Streams.Count == 1)
            return service.Streams.Single();
        return (name is null ? null : service.Find(name)) ?? throw new BadInputException(ExitCode.Usage,
            $"--stream: found {(name is null ? "none" : $"'{name}'")}; expected one of: {string.Join(", ", names)}");
    }
}
