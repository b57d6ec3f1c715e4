using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Engine.Access;
using Vigil.Engine.Transactions;
using Vigil.Server.Access;
using Vigil.Server.Errors;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil audit</c>: who did what, and whether the log is whole.</summary>
internal static class AuditVerbs
{
    private static readonly Option<string?> Actor = new("--actor") { Description = "Only what this user, key or system did" };
    private static readonly Option<string?> Action = new("--action") { Description = "Only actions that begin so, such as login or user." };
    private static readonly Option<string?> From = Time("--from", "Only from this time on");
    private static readonly Option<string?> To = Time("--to", "Only before this time");
    private static readonly Option<int> Limit = NumberOption.Of("--limit", "How many entries at most", 50, 1, 1_000_000);
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON, one entry a line" };
    private static readonly Option<bool> VerdictJson = new("--json") { Description = "Print the verdict as JSON" };

    public static Command Create() => new("audit", "Read and check the log of every login and every change")
    {
        Verb.Create(
            "list", "List entries, newest first", ["vigil audit list --action login --limit 20"], ListAsync, Actor, Action, From, To,
            Limit, Json, DataOption.Data),
        Verb.Create(
            "webhook-key", "Print the key, in hex, that requests to the webhook of the log are signed with", KeyAsync, DataOption.Data),
        Verb.Create("verify", "Check the chain of the whole log; exit code 1 when it is broken", VerifyAsync, VerdictJson, DataOption.Data),
    };

    private static async Task<int> ListAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var run = await AccessRun.OpenAsync(parsed, cancellation);
        var filter = new AuditFilter(
            parsed.GetValue(Actor), parsed.GetValue(Action), Micros(parsed.GetValue(From)), Micros(parsed.GetValue(To)));
        var found = await run.Ports.Audit.ListAsync(filter, null, parsed.GetValue(Limit), cancellation);
        AuditAnswer[] entries = [.. found.Select(AuditAnswer.Of)];
        if (parsed.GetValue(Json))
            foreach (var entry in entries)
                Terminal.Print(JsonSerializer.Serialize(entry, JsonStyle.Options));
        else
            TextTable.Print(["TIME (UTC)", "ACTOR", "ACTION", "TARGET", "OUTCOME", "ADDRESS", "DETAILS"], [.. entries.Select(Row)]);
        return ExitCode.Success;
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var run = await AccessRun.OpenAsync(parsed, cancellation);
        var verdict = await run.Ports.Audit.VerifyAsync(cancellation);
        bool isValid = verdict.FirstBroken is null;
        if (parsed.GetValue(VerdictJson))
            Terminal.Print(JsonSerializer.Serialize(
                new AuditVerdictAnswer(isValid, verdict.Entries, verdict.FirstBroken, verdict.Problem), JsonStyle.Options));
        else if (isValid)
            Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"The audit log is whole: {verdict.Entries:#,0} entries."));
        else
            terminal.Fail([string.Create(CultureInfo.InvariantCulture, $"The audit log is broken at entry {verdict.FirstBroken}: ")
                + verdict.Problem]);
        return isValid ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<int> KeyAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var run = await AccessRun.OpenAsync(parsed, cancellation);
        Terminal.Print(Convert.ToHexStringLower(run.WebhookKey));
        return ExitCode.Success;
    }

    private static string[] Row(AuditAnswer entry) =>
        [TextTable.Time(entry.Time), entry.Actor, entry.Action, entry.Target, entry.Outcome, entry.Address, entry.Details];

    private static long? Micros(string? text) =>
        text is not null && new TimeParser().TryParse(Encoding.UTF8.GetBytes(text), out long time) ? time : null;

    private static Option<string?> Time(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description + ", such as 2026-11-21 or 2026-11-21T10:16:30Z" };
        option.Validators.Add(result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (Micros(text) is null)
                result.AddError($"{name}: found '{text}'; expected {new TimeParser().Expected}");
        });
        return option;
    }
}
