using System.CommandLine;
using System.Text.Json;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Engine.Access;
using Vigil.Server.Access;
using Vigil.Server.Errors;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil key</c>: the API keys of programs.</summary>
internal static class KeyVerbs
{
    private static readonly Argument<string> Name = new("NAME") { Description = "What the key is for" };
    private static readonly Argument<string> Id = new("ID") { Description = "The key's id: what stands between vk_ and the next _" };
    private static readonly Option<string[]> Scope = AccessInputs.Names("--scope", "What the key may do", AccessNames.AllScopes);
    private static readonly Option<string?> Expires = new("--expires")
    {
        Description = "How long it is valid, such as 90d or 12h, or until which time; without it until it is revoked",
        HelpName = "WHEN",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON, one key a line" };

    public static Command Create() => new("key", "Manage the API keys of programs, also while the server runs")
    {
        Verb.Create(
            "create", "Create a key and print it, once", ["vigil key create checkout --scope score --expires 90d"], CreateKeyAsync, Name,
            Scope, Expires, DataOption.Data),
        Verb.Create("revoke", "Revoke a key and those it made; a server refuses them within two seconds", RevokeAsync, Id, DataOption.Data),
        Verb.Create("list", "List the keys", ListAsync, Json, DataOption.Data),
    };

    private static async Task<int> CreateKeyAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string name = parsed.GetValue(Name)!;
        if (!KeyAdministration.IsName(name))
            throw new BadInputException(ExitCode.BadInput,
                $"'{name}' cannot be the name of a key; expected 1 to {KeyAdministration.LongestName} characters, no control characters");
        var scopes = AccessInputs.Scopes(parsed.GetValue(Scope)!);
        long expires = AccessInputs.Expiry(parsed.GetValue(Expires), Microseconds.Now(TimeProvider.System));
        using var run = await AccessRun.OpenAsync(parsed, cancellation);
        var (key, text) = (await run.Keys.CreateAsync(name.Trim(), scopes, expires, AccessRun.By, cancellation))!.Value;
        Terminal.Print(text);
        terminal.Note($"This is the key of '{key.Name}'; it is shown only now. To be sent as X-Api-Key.");
        return ExitCode.Success;
    }

    private static async Task<int> RevokeAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string id = parsed.GetValue(Id)!;
        using var run = await AccessRun.OpenAsync(parsed, cancellation);
        if (!await run.Keys.RevokeAsync(id, AccessRun.By, cancellation))
            throw new BadInputException(ExitCode.BadInput, $"there is no key with the id '{id}'; vigil key list shows all");
        terminal.Note($"The key {id} is revoked.");
        return ExitCode.Success;
    }

    private static async Task<int> ListAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var run = await AccessRun.OpenAsync(parsed, cancellation);
        long now = Microseconds.Now(TimeProvider.System);
        var keys = await run.Ports.ApiKeys.ListAsync(cancellation);
        if (parsed.GetValue(Json))
            foreach (var key in keys)
                Terminal.Print(JsonSerializer.Serialize(KeyAnswer.Of(key), JsonStyle.Options));
        else
            TextTable.Print(["ID", "NAME", "SCOPES", "STATE", "EXPIRES (UTC)", "LAST USED (UTC)"], [.. keys.Select(k => Row(k, now))]);
        return ExitCode.Success;
    }

    private static string[] Row(ApiKey key, long now) =>
    [
        key.Id, key.Name, string.Join(' ', AccessNames.Of(key.Scopes)),
        key.Revoked != 0 ? "revoked" : key.Expires != 0 && key.Expires <= now ? "expired" : "active",
        TextTable.Time(Microseconds.ToTime(key.Expires)), TextTable.Time(Microseconds.ToTime(key.LastUsed)),
    ];
}
