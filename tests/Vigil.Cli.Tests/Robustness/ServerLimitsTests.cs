using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>What a machine allows a service: open files, ports, a terminal.</summary>
public sealed class ServerLimitsTests
{
    private const int Clients = 400;

    [Fact]
    public async Task Serve_FewOpenFiles_SaysSoIsFloodedAndServesAgain()
    {
        using var store = await ServedStore.Create();
        string[] limited = ["/bin/bash", "-c", "ulimit -n 256; exec \"$@\"", "limited"];
        using var server = await ServerProcess.Start(store.Path, limited).UntilReady();
        await server.UntilTold("The limit of open files is 256");
        var address = new Uri(server.Address);
        using (var client = new LiveClient(server.Address, store.Key))
            (await client.Decide(1, 2, 3)).Count.ShouldBe(3);

        var flood = new List<TcpClient>();
        for (int i = 0; i < Clients; i++)
        {
            var tcp = new TcpClient();
            await tcp.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
            flood.Add(tcp);
        }
        await server.UntilTold("connections were refused");
        Directory.EnumerateFileSystemEntries($"/proc/{server.Id}/fd").Count().ShouldBeLessThan(256);
        flood.ForEach(tcp => tcp.Dispose());

        using var again = new LiveClient(server.Address, store.Key);
        int decided = 0;
        while (decided == 0)
            decided = (await again.Decide(4, 5)).Count;
        decided.ShouldBe(2);
        server.Error.Split('\n').Count(line => line.Contains("connections were refused", StringComparison.Ordinal)).ShouldBeLessThan(5);
        (await server.Stop()).ShouldBe(0);
        store.Check([]);
    }

    [Fact]
    public async Task Serve_HangUp_EndsAsWhenStopped()
    {
        using var store = await ServedStore.Create();
        using var server = await ServerProcess.Start(store.Path).UntilReady();
        using (var client = new LiveClient(server.Address, store.Key))
            (await client.Decide(1, 2)).Count.ShouldBe(2);

        using var hangUp = Process.Start("/bin/kill", ["-HUP", $"{server.Id}"]);

        (await server.UntilExit()).ShouldBe(0);
        server.Error.ShouldContain("Stopped.");
        store.NewestSnapshot().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Serve_PortInUse_IsOneLine()
    {
        using var folder = new ScratchFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var run = await folder.Run("serve", "--data", "data", "--listen", $"http://{taken.LocalEndpoint}");

        run.ExitCode.ShouldBe(3);
        run.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain($"{taken.LocalEndpoint} is in use");
    }
}
