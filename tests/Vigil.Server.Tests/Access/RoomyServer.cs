namespace Vigil.Server.Tests.Access;

/// <summary>One live server for the tests of a class.</summary>
public sealed class RoomyServer : IAsyncLifetime
{
    public LiveServer Live { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Live = await LiveServer.StartAsync(Callers.Roomy);

    public ValueTask DisposeAsync() => Live.DisposeAsync();
}
