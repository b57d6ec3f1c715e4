using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;

namespace Vigil.Server.Tests.Access;

/// <summary>Clients of every kind for a live server, without the time that hashing passwords takes.</summary>
internal static class Callers
{
    public const string Phrase = "correct horse battery";

    /// <summary>Roomy limits and fast hashing: the tests come from one address.</summary>
    public static ServerParts Roomy(ServerParts parts) => parts with
    {
        Limits = parts.Limits with { LoginsPerMinute = 10_000, AnonymousPerSecond = 10_000, PersonPerSecond = 10_000 },
        Access = parts.Access with { PasswordRounds = 10 },
    };

    /// <summary>A person with these roles, signed in.</summary>
    public static async Task<HttpClient> PersonAsync(this LiveServer server, string name, Roles roles)
    {
        var client = await server.NewClientAsync(Permissions.None);
        client.DefaultRequestHeaders.Authorization = new("Bearer", await server.TokenAsync(name, roles));
        return client;
    }

    /// <summary>The access token of a person who is added where it is missing.</summary>
    public static async Task<string> TokenAsync(this LiveServer server, string name, Roles roles)
    {
        await server.AddUserAsync(name, roles);
        return (await server.Services.GetRequiredService<SignIn>().BeginAsync((await server.Parts.Storage.Users.FindAsync(
            name, TestContext.Current.CancellationToken))!, TestContext.Current.CancellationToken)).Access;
    }

    /// <summary>Adds a person whose password is the person's own.</summary>
    public static async Task AddUserAsync(this LiveServer server, string name, Roles roles)
    {
        await server.AddUserToChangeAsync(name, roles);
        await server.Parts.Storage.Users.ChangeAsync(
            name, user => user with { MustChangePassword = false }, TestContext.Current.CancellationToken);
    }

    /// <summary>Adds a person whose password has to be changed first.</summary>
    public static async Task AddUserToChangeAsync(this LiveServer server, string name, Roles roles) =>
        await server.Services.GetRequiredService<UserAdministration>(
            ).AddAsync(name, Phrase, roles, new Actor("test"), TestContext.Current.CancellationToken);

    /// <summary>Sends a request with a client and reads the answer.</summary>
    public static async Task<Answer> AskAsync(
        this HttpClient client, string method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var response = await client.SendAsync(Request(method, path, json, headers), TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, text, response.Headers.RetryAfter?.ToString());
    }

    public static HttpRequestMessage Request(string method, string path, string? json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
