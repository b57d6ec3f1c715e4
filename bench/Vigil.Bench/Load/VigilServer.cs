using System.Net;
using Vigil.Bench.Live;
using Vigil.Engine.Access;
using Vigil.Engine.Operations;

namespace Vigil.Bench.Load;

/// <summary><c>vigil serve</c> over a data folder, and what it needs before it starts.</summary>
internal static class VigilServer
{
    private static readonly string Program = Path.Combine(Checkout.Root, "artifacts", "bin", "Vigil.Cli", "release", "vigil");

    /// <summary>Makes the payments' model champion and adds an API key.</summary>
    /// <returns>The key.</returns>
    public static string Prepare(FreshFolder folder, Payments payments)
    {
        using var store = folder.Open(out var master);
        using (ServiceBenchmark.Start(payments, store.Ports, master))
            return AddKey(store.Ports);
    }

    /// <summary>Adds an API key that may score.</summary>
    public static string AddKey(ProductPorts ports)
    {
        var (id, text) = KeyText.Create();
        byte[] hash = new byte[32];
        KeyText.TrySplit(text, out _, out var secret);
        KeyText.Hash(secret, hash);
        var key = new ApiKey(id, "bench", hash, Permissions.Score | Permissions.Read, 0, "bench", 0, 0, 0);
        ports.ApiKeys.AddAsync(key, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return text;
    }

    /// <summary>
    /// Starts it in a process of its own, with the settings that it has by default but for snapshots: some fall into every measured minute.
    /// </summary>
    public static ServerProcess Launch(FreshFolder folder, IPEndPoint address)
    {
        var environment = new Dictionary<string, string>
        {
            ["VIGIL_LISTEN"] = $"http://{address}",
            ["VIGIL_RUNTIME_SNAPSHOT_INTERVAL"] = "20s",
        };
        return ServerProcess.Launch(address, "/health/ready", Program, environment, "serve", "--data", folder.FullPath);
    }
}
