using System.Net;
using Microsoft.AspNetCore.Builder;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Server;
using Vigil.Server.Access;
using Vigil.Server.Configuration;
using Vigil.Storage.Sql;

namespace Vigil.Cli.Warming;

/// <summary>
/// A whole server of the streams that are served, on a free port of this machine, over an empty store with a key that is in memory only.
/// Disposed of, nothing of it is left.
/// </summary>
internal sealed class WarmUpServer : IAsyncDisposable
{
    private const string By = "warm-up";
    private readonly DataFolder _folder;
    private readonly SqliteStore _store;
    private readonly ScoringService _service;
    private readonly WebApplication _app;

    private WarmUpServer(DataFolder folder, SqliteStore store, ScoringService service, WebApplication app, string key) =>
        (_folder, _store, _service, _app, Key) = (folder, store, service, app, key);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>An API key that may score and read.</summary>
    public string Key { get; }

    /// <summary>Starts it.</summary>
    /// <param name="configuration">How the real one runs.</param>
    /// <param name="beside">The real one's folder; the store is in a folder in it, on the same disk.</param>
    /// <param name="streams">Streams that have a champion.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<WarmUpServer> StartAsync(
        ServerConfiguration configuration, DataFolder beside, IReadOnlyList<LiveStream> streams, CancellationToken cancellation)
    {
        var (folder, key) = (DataFolder.Open(PathIn(beside), create: true), MasterKey.Create());
        var store = SqliteStore.Open(folder, key);
        // Under a name of its own, nobody hears what it measures.
        var options = configuration.Runtime with { Meter = By };
        var service = ScoringService.Start(options, store.Ports, key, TimeProvider.System, _ => { });
        var app = await ServerHost.BuildAsync(Parts(configuration, options, service, store.Ports, key), cancellation);
        var server = new WarmUpServer(folder, store, service, app, await AddKeyAsync(store.Ports, cancellation));
        try
        {
            await service.Ready.WaitAsync(cancellation);
            foreach (var stream in streams)
                await ServeAsync(service, store.Ports, stream, cancellation);
            await app.StartAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deletes what a process that was killed may have left of one.</summary>
    public static void Remove(DataFolder beside)
    {
        if (Directory.Exists(PathIn(beside)))
            Directory.Delete(PathIn(beside), recursive: true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _service.Dispose();
        _store.Dispose();
        Directory.Delete(_folder.Path, recursive: true);
    }

    private static string PathIn(DataFolder beside) => Path.Combine(beside.Path, By);

    private static ServerParts Parts(
        ServerConfiguration configuration, ServiceOptions options, ScoringService service, ProductPorts ports, MasterKey key) => new()
        {
            Service = service,
            Storage = ports,
            Key = key,
            Time = TimeProvider.System,
            Scoring = options,
            Http = configuration.Http with { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], StopTimeout = TimeSpan.Zero },
            Access = configuration.Access,
            Limits = new LimitOptions { KeyPerSecond = int.MaxValue },
            StoreFigures = () => default,
            IsWarmUp = true,
        };

    private static async Task<string> AddKeyAsync(ProductPorts ports, CancellationToken cancellation)
    {
        var (id, text) = KeyText.Create();
        var key = new ApiKey(id, By, HashOf(text), Permissions.Score | Permissions.Read, 0, By, 0, 0, 0);
        await ports.ApiKeys.AddAsync(key, cancellation);
        return text;
    }

    private static byte[] HashOf(string text)
    {
        byte[] hash = new byte[32];
        KeyText.TrySplit(text, out _, out var secret);
        KeyText.Hash(secret, hash);
        return hash;
    }

    private static async Task ServeAsync(
        ScoringService service, ProductPorts ports, LiveStream stream, CancellationToken cancellation)
    {
        var model = stream.Snapshot!.Model;
        await ModelLibrary.AddAsync(ports.Models, model, 0, cancellation);
        await service.PromoteAsync(model.Version, By);
        await service.ApplyAsync(stream.Definition, new ApplyOptions { MayUnmark = true }, By, null, cancellation);
    }
}
