using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>What a machine allows a service: open files, ports, a terminal.</summary>
public sealed class ServerLimitsTests
{
    private static string[] Limited(int files) => ["/bin/bash", "-c", $"ulimit -n {files}; exec \"$@\"", "limited"];

    [Fact]
    public async Task Serve_FewOpenFilesAndAFlood_SaysSoAndServesTheOthers()
    {
        using var store = await ServedStore.Create();
        using var server = await ServerProcess.Start(store.Path, Limited(450)).UntilReady();
        await server.UntilTold("The limit of open files is 450, so at most 110 connections");
        using var before = new LiveClient(server.Address, store.Key);
        (await before.Decide(1, 2, 3)).Count.ShouldBe(3);

        var flood = await Flood(new Uri(server.Address), 600);
        await server.UntilTold("without a request closed for new ones");
        using var during = new LiveClient(server.Address, store.Key);
        (await during.Decide(4, 5)).Count.ShouldBe(2);
        (await during.Decide(6)).Count.ShouldBe(1);

        Directory.EnumerateFileSystemEntries($"/proc/{server.Id}/fd").Count().ShouldBeLessThan(450);
        flood.ForEach(tcp => tcp.Dispose());
        using var after = new LiveClient(server.Address, store.Key);
        (await after.Decide(7, 8)).Count.ShouldBe(2);
        server.Error.Split('\n').Count(line => line.Contains("without a request closed", StringComparison.Ordinal)).ShouldBeLessThan(5);
        server.Error.ShouldNotContain("The store failed");
        (await server.Stop()).ShouldBe(0);
        await store.CheckAsync([]);
    }

    [Fact]
    public async Task Serve_FewerOpenFilesThanTheServiceNeeds_IsOneLine()
    {
        using var folder = new ScratchFolder();
        using var refused = ServerProcess.Start(folder.Path, Limited(256));

        (await refused.UntilExit()).ShouldBe(3);
        refused.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("The limit of open files is 256, and the service needs 348");
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

    private static async Task<List<TcpClient>> Flood(Uri address, int count)
    {
        var flood = new List<TcpClient>();
        for (int i = 0; i < count; i++)
        {
            var tcp = new TcpClient();
            flood.Add(tcp);
            try
            {
                await tcp.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
            }
            catch (SocketException)
            {
                // Closed before the client has looked at it.
            }
        }
        return flood;
    }
}
