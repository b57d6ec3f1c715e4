namespace Vigil.Server.Tests;

/// <summary>A server for all tests of a class.</summary>
public sealed class LiveServerFixture : IAsyncLifetime
{
    public LiveServer Live { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Live = await LiveServer.StartAsync(parts => parts with { Http = parts.Http with { CallbackHosts = ["allowed.example"] } });

    public ValueTask DisposeAsync() => Live.DisposeAsync();
}
