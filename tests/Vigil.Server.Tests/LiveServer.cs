using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;
using Vigil.Server.Tests.OpenApi;
using Vigil.Storage.Sql;

namespace Vigil.Server.Tests;

/// <summary>A real server with a real store and a real model, on a free port.</summary>
public sealed class LiveServer : IAsyncDisposable
{
    private static int s_count;

    // In memory where there is such a folder: what is tested here does not depend on how fast a disk is.
    private readonly string _folder;
    private readonly Func<ServerParts, ServerParts>? _change;
    private readonly SqliteStore _store;
    private WebApplication _app = null!;

    private LiveServer(Func<ServerParts, ServerParts>? change, string root)
    {
        (_folder, _change) = (root, change);
        var folder = DataFolder.Open(Path.Combine(_folder, "data"), create: true);
        var key = folder.LoadOrCreateMasterKey();
        _store = SqliteStore.Open(folder, key);
        Service = ScoringService.Start(new ServiceOptions(), _store.Ports, key, TimeProvider.System, _ => { });
        var parts = new ServerParts
        {
            Service = Service, Storage = _store.Ports, Key = key, Time = TimeProvider.System,
            StoreFigures = () => (folder.Bytes, SqliteStore.NewestSchema),
            Http = new ServerOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)] },
        };
        Parts = change?.Invoke(parts) ?? parts;
    }

    /// <summary>The folder with everything that is stored.</summary>
    public string Folder => _folder;

    public ScoringService Service { get; }

    public ServerParts Parts { get; }

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    internal DocumentedStatuses Statuses { get; private set; } = null!;

    internal IServiceProvider Services => _app.Services;

    public static async Task<LiveServer> StartAsync(Func<ServerParts, ServerParts>? change = null)
    {
        var server = new LiveServer(change, Directory.Exists("/dev/shm")
            ? Directory.CreateDirectory($"/dev/shm/vigil-server-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}").FullName
            : Directory.CreateTempSubdirectory("vigil-server-").FullName);
        var stored = await ModelLibrary.AddAsync(
            server.Parts.Storage.Models, SimulatedStream.Model, 1, TestContext.Current.CancellationToken);
        server._app = await ServerHost.BuildAsync(server.Parts, TestContext.Current.CancellationToken);
        await server.Service.Ready;
        await server.Service.PromoteAsync(stored.Version, "test");
        await server.ListenAsync();
        server.Client = await server.NewClientAsync(Permissions.Score | Permissions.Read | Permissions.Label | Permissions.ManageStreams
            | Permissions.ManageModels | Permissions.Administer | Permissions.Replay);
        return server;
    }

    /// <summary>Ends it and serves the same store anew, from its newest snapshot or the journal alone. The key stays the same.</summary>
    public async Task<LiveServer> RestartAsync(bool fromSnapshot)
    {
        await StopAsync();
        string snapshots = Path.Combine(_folder, "data", "snapshots");
        Directory.EnumerateFiles(snapshots).ShouldNotBeEmpty();
        if (!fromSnapshot)
            Directory.Delete(snapshots, recursive: true);
        var server = new LiveServer(_change, _folder);
        server._app = await ServerHost.BuildAsync(server.Parts, TestContext.Current.CancellationToken);
        await server.Service.Ready;
        await server.ListenAsync();
        server.Client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
        server.Client.DefaultRequestHeaders.Add("X-Api-Key", Client.DefaultRequestHeaders.GetValues("X-Api-Key"));
        return server;
    }

    private async Task ListenAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Statuses = await DocumentedStatuses.Of(Address);
    }

    /// <summary>A client with an API key that has these scopes; none for a client without a credential.</summary>
    public async Task<HttpClient> NewClientAsync(Permissions scopes)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        if (scopes != Permissions.None)
            client.DefaultRequestHeaders.Add("X-Api-Key", await NewKeyAsync(scopes));
        return client;
    }

    public async Task<string> NewKeyAsync(Permissions scopes)
    {
        var (id, text) = KeyText.Create();
        KeyText.TrySplit(text, out _, out var secret).ShouldBeTrue();
        byte[] hash = new byte[32];
        KeyText.Hash(secret, hash);
        await Parts.Storage.ApiKeys.AddAsync(
            new ApiKey(id, "test", hash, scopes, 1, "test", 0, 0, 0), TestContext.Current.CancellationToken);
        return text;
    }

    public Task<Answer> PostAsync(
        string path, string json, string type = "application/json", params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(json), type, headers);

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, null, headers);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, byte[]? body = null, string? type = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type!);
        }
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Statuses.Check(method, path, (int)response.StatusCode, text);
        return new Answer((int)response.StatusCode, text, response.Headers.RetryAfter?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StopAsync()
    {
        Client?.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Service.Dispose();
        _store.Dispose();
    }
}

/// <summary>What a server answered.</summary>
public sealed record Answer(int Status, string Text, string? RetryAfter)
{
    /// <summary>The body, when it is JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The body of an answer that must be good.</summary>
    public JsonElement Good
    {
        get
        {
            Status.ShouldBeInRange(200, 299, Text);
            return Json;
        }
    }

    /// <summary>The code of an error.</summary>
    public string Code => Json.GetProperty("code").GetString()!;
}
