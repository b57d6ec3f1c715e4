using System.Net.Sockets;
using System.Text;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>What a machine does to a service: a full or read-only disk, a second process, clients that stall, a stop under load.</summary>
public sealed class ServerFaultTests
{
    private const int Failures = 3, BatchSize = 40, SizeKiB = 6 * 1024, BallastKiB = 2 * 1024;

    [Fact]
    public async Task Serve_DiskFull_AnswersErrorsLosesNothingAndGoesOn()
    {
        using var store = await ServedStore.Create();
        string folder = Directory.CreateDirectory(store.Path + "-small").FullName;
        using var server = ServerProcess.Start(folder, MountedFolder.Small(folder, store.Path, SizeKiB, BallastKiB));
        await server.UntilReady();
        using var client = new LiveClient(server.Address, store.Key);
        var answers = new List<Answer>();
        int next = 0;
        for (int failed = 0; failed < Failures; failed += await Send() ? 0 : 1)
            next.ShouldBeLessThan(20_000, "the disk never got full");

        answers.ShouldNotBeEmpty();
        await server.UntilTold("is full");
        int unanswered = next - answers.Count;
        File.Delete(Path.Join(MountedFolder.Seen(server.Id, folder), "ballast"));
        (await client.DecideSurely(Enumerable.Range(1, next))).Count(a => !a.IsDuplicate).ShouldBeLessThanOrEqualTo(unanswered);

        CopyFiles(MountedFolder.Seen(server.Id, folder), store.Path);
        server.Kill();
        await store.CheckAsync(answers);
        store.Sequences.Count.ShouldBe(next);
        await store.CheckReplayAsync();

        async Task<bool> Send()
        {
            var numbers = Enumerable.Range(next + 1, BatchSize).ToList();
            next += BatchSize;
            var decided = await client.Decide(numbers);
            answers.AddRange(decided);
            return decided.Count == BatchSize;
        }
    }

    [Fact]
    public async Task Serve_ReadOnlyFolder_SaysSoAndEnds()
    {
        using var store = await ServedStore.Create();
        using var server = ServerProcess.Start(store.Path, MountedFolder.ReadOnly(store.Path));

        (await server.UntilExit()).ShouldNotBe(0);

        server.Error.ShouldContain(store.Path);
        server.Error.ShouldMatch("cannot be written|read-only|[Rr]ead-only");
        server.Error.ShouldNotContain("   at ");
        await store.CheckAsync([]);
    }

    [Fact]
    public async Task Serve_SecondProcessOnTheFolder_IsRefusedAndTheFirstGoesOn()
    {
        using var store = await ServedStore.Create();
        using var first = ServerProcess.Start(store.Path);
        await first.UntilReady();
        using var second = ServerProcess.Start(store.Path);

        (await second.UntilExit()).ShouldNotBe(0);

        second.Error.ShouldContain("in use by another process");
        using var client = new LiveClient(first.Address, store.Key);
        var answers = await client.Decide(1, 2, 3);
        answers.Count.ShouldBe(3);
        first.Kill();
        await store.CheckAsync(answers);
    }

    [Fact]
    public async Task Serve_DatabaseCutShort_SaysSoAndChangesNothing()
    {
        using var store = await ServedStore.Create();
        string file = Path.Join(store.Path, "vigil.db");
        byte[] whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
        using var server = ServerProcess.Start(store.Path);

        (await server.UntilExit()).ShouldNotBe(0);

        server.Error.ShouldMatch("cut short|damaged");
        server.Error.ShouldContain(file);
        byte[] left = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        left.AsSpan().SequenceEqual(whole.AsSpan(0, whole.Length / 2)).ShouldBeTrue();
        await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        await store.CheckAsync([]);
    }

    [Theory]
    [InlineData("POST /api/v1/streams/payments/transactions HTTP/1.1\r\nHost: localhost\r\nContent-")]
    [InlineData("POST /api/v1/streams/payments/transactions HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {key}\r\n"
        + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"transaction_id\":")]
    public async Task Serve_ClientStalls_IsCutOffAndOthersAreServed(string begin)
    {
        using var store = await ServedStore.Create();
        using var server = ServerProcess.Start(store.Path);
        await server.UntilReady();
        var address = new Uri(server.Address);
        var stalled = Enumerable.Range(0, 50).Select(_ => new TcpClient(address.Host, address.Port)).ToList();
        byte[] request = Encoding.ASCII.GetBytes(begin.Replace("{key}", store.Key, StringComparison.Ordinal));
        foreach (var connection in stalled)
            await connection.GetStream().WriteAsync(request, TestContext.Current.CancellationToken);

        using var client = new LiveClient(server.Address, store.Key);
        for (int number = 1; number <= 20; number++)
            (await client.Decide(number)).Count.ShouldBe(1);

        // Whether with a word or without, the server ends each of them; the test run's own limit is the patience.
        await Task.WhenAll(stalled.Select(UntilClosed));
        (await client.Decide(21, 22)).Count.ShouldBe(2);
        server.Kill();
        await store.CheckAsync([]);
        store.Sequences.Count.ShouldBe(22);
        stalled.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task Serve_TerminatedUnderLoad_AnswersWhatItTookAndLeavesASnapshotOfAll()
    {
        using var store = await ServedStore.Create();
        using var server = ServerProcess.Start(store.Path);
        await server.UntilReady();
        var enough = new TaskCompletionSource();
        var load = Enumerable.Range(0, 4).Select(side => Task.Run(async () =>
        {
            using var client = new LiveClient(server.Address, store.Key);
            var answers = new List<Answer>();
            try
            {
                for (int number = side * 1_000_000 + 1; await client.Decide(number, number + 1) is { Count: > 0 } decided; number += 2)
                {
                    answers.AddRange(decided);
                    if (answers.Count > 20)
                        enough.TrySetResult();
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen any more.
            }
            return answers;
        })).ToList();
        await enough.Task;

        (await server.Stop()).ShouldBe(0, server.Error);

        var answered = (await Task.WhenAll(load)).SelectMany(a => a).ToList();
        await store.CheckAsync(answered);
        store.Sequences.Count.ShouldBe(answered.Count);
        store.NewestSnapshot().ShouldBe(answered.Count + 1);
    }

    private static async Task UntilClosed(TcpClient connection)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await connection.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken) > 0)
                continue;
        }
        catch (IOException)
        {
            // Reset.
        }
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            if (Path.GetExtension(file) == ".lock")
                continue;
            string target = Path.Join(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
