using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Engine.Access;
using Vigil.Server.Access;

namespace Vigil.Server.Tests.Access;

/// <summary>A receiver outside is told every head of the audit log, whatever happens to it in between.</summary>
public sealed class AuditWebhookTests
{
    [Fact]
    public async Task Webhook_ThroughAnOutageAndARestart_IsToldEveryHeadInOrderAndSigned()
    {
        int port = FreePort();
        var live = await LiveServer.StartAsync(parts => parts with
        {
            Http = parts.Http with { AuditWebhook = new Uri($"http://127.0.0.1:{port}/heads"), CallbackHosts = [$"127.0.0.1:{port}"] },
        });
        // Nobody listens: what is audited happens all the same.
        for (int i = 0; i < 5; i++)
            await AppendAsync(live, "outage");
        while (!(await live.GetAsync("/metrics")).Text.Contains("vigil_audit_webhook_failures_total", StringComparison.Ordinal))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        (await live.GetAsync("/metrics")).Text.ShouldContain("\nvigil_audit_webhook_lag ");
        (await live.GetAsync("/api/v1/system")).Good.GetProperty("audit_webhook").GetProperty("lag").GetInt64().ShouldBeGreaterThan(4);

        using (var receiver = new Receiver(port, AuditWebhookKey.Of(live.Parts.Key), failures: 2))
        {
            for (int i = 0; i < 1_200; i++)
                await AppendAsync(live, "many");
            await receiver.Until(await live.Parts.Storage.Audit.LastSequenceAsync(TestContext.Current.CancellationToken));
            await receiver.ShouldHaveAsync(live.Parts.Storage.Audit);
            receiver.Largest.ShouldBeInRange(2, 500);
            receiver.Refused.ShouldBe(2);
        }
        while ((await live.GetAsync("/api/v1/system")).Good.GetProperty("audit_webhook").GetProperty("lag").GetInt64() > 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        long told = await live.Parts.Storage.Audit.DeliveredAsync(TestContext.Current.CancellationToken);
        await using var again = await live.RestartAsync(fromSnapshot: true);
        using var second = new Receiver(port, AuditWebhookKey.Of(again.Parts.Key), failures: 0);
        await AppendAsync(again, "after");
        await second.Until(await again.Parts.Storage.Audit.LastSequenceAsync(TestContext.Current.CancellationToken));
        second.Heads[0].Sequence.ShouldBe(told + 1, "what was told before the restart is not told again");
        await second.ShouldHaveAsync(again.Parts.Storage.Audit);
    }

    [Fact]
    public async Task Webhook_OfAServerWithoutOne_IsNull()
    {
        await using var live = await LiveServer.StartAsync();

        (await live.GetAsync("/api/v1/system")).Good.GetProperty("audit_webhook").ValueKind.ShouldBe(JsonValueKind.Null);
        (await live.GetAsync("/metrics")).Text.ShouldNotContain("\nvigil_audit_webhook_lag ");
    }

    private static async Task AppendAsync(LiveServer live, string action) =>
        await live.Parts.Storage.Audit.AppendAsync(
            new AuditEvent(1, "test", action, "", "ok", "", ""), TestContext.Current.CancellationToken);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly byte[] _key;
        private readonly Task _run;
        private readonly ConcurrentQueue<string> _faults = [];
        private int _failures;

        public Receiver(int port, byte[] key, int failures)
        {
            (_key, _failures) = (key, failures);
            _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            _listener.Start();
            _run = Task.Run(RunAsync);
        }

        public List<(long Sequence, string Hash)> Heads { get; } = [];

        public int Largest { get; private set; }

        public int Refused { get; private set; }

        public async Task Until(long sequence)
        {
            while (true)
            {
                lock (Heads)
                    if (Heads.Count > 0 && Heads[^1].Sequence >= sequence)
                        return;
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }

        public async Task ShouldHaveAsync(IAuditLog log)
        {
            _faults.ShouldBeEmpty();
            (long Sequence, string Hash)[] heads;
            lock (Heads)
                heads = [.. Heads];
            var expected = await log.AfterAsync(heads[0].Sequence - 1, heads.Length, TestContext.Current.CancellationToken);
            heads.ShouldBe(expected.Select(e => (e.Sequence, Convert.ToHexStringLower(e.Hash))));
        }

        public void Dispose()
        {
            _listener.Close();
            _run.GetAwaiter().GetResult();
        }

        private async Task RunAsync()
        {
            try
            {
                while (true)
                    await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed.
            }
        }

        private async Task AnswerAsync(HttpListenerContext call)
        {
            using var memory = new MemoryStream();
            await call.Request.InputStream.CopyToAsync(memory);
            string time = call.Request.Headers["X-Vigil-Timestamp"] ?? "";
            byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. memory.ToArray()];
            byte[] signature = HMACSHA256.HashData(_key, signed);
            if (call.Request.Headers["X-Vigil-Signature"] != "sha256=" + Convert.ToHexStringLower(signature))
                _faults.Enqueue("the signature is another one");
            bool isRefused = Interlocked.Decrement(ref _failures) >= 0;
            if (isRefused)
                Refused++;
            else
                Take(JsonDocument.Parse(memory.ToArray()).RootElement.GetProperty("heads"));
            call.Response.StatusCode = isRefused ? 500 : 204;
            call.Response.Close();
        }

        private void Take(JsonElement heads)
        {
            lock (Heads)
            {
                Largest = Math.Max(Largest, heads.GetArrayLength());
                foreach (var head in heads.EnumerateArray())
                    Heads.Add((head.GetProperty("sequence").GetInt64(), head.GetProperty("hash").GetString()!));
            }
        }
    }
}
