using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>What a machine allows a service: open files, ports, a terminal.</summary>
public sealed class ServerLimitsTests
{
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
