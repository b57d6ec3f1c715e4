using Vigil.Server.Fairness;

namespace Vigil.Server.Tests.Fairness;

public sealed class ReadLaneTests
{
    [Fact]
    public async Task RunAsync_ManyAtOnce_RunsNoMoreThanItsWidthAndShortOnesFirst()
    {
        using var lane = new ReadLane();
        using var gate = new ManualResetEventSlim();
        var end = TestContext.Current.CancellationToken;
        int running = 0, most = 0;
        var order = new List<string>();
        var blocked = Enumerable.Range(0, lane.Width).Select(_ => lane.RunAsync(() => Hold(""), isBulk: true, end)).ToList();
        var bulk = Enumerable.Range(0, 20).Select(_ => lane.RunAsync(() => Hold("bulk"), isBulk: true, end)).ToList();
        var quick = Enumerable.Range(0, 20).Select(_ => lane.RunAsync(() => Hold("short"), isBulk: false, end)).ToList();

        gate.Set();
        await Task.WhenAll([.. blocked, .. bulk, .. quick]);

        most.ShouldBeLessThanOrEqualTo(lane.Width);
        order.Take(20).ShouldAllBe(kind => kind == "short");
        order.Count.ShouldBe(40);

        bool Hold(string kind)
        {
            gate.Wait(end);
            int now = Interlocked.Increment(ref running);
            lock (order)
            {
                most = Math.Max(most, now);
                if (kind.Length > 0)
                    order.Add(kind);
            }
            Interlocked.Decrement(ref running);
            return true;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_CallerBehindOneWhoAsksForMuch_WaitsForOneOfThose(bool isBulk)
    {
        using var lane = new ReadLane();
        using var gate = new ManualResetEventSlim();
        var end = TestContext.Current.CancellationToken;
        var order = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var blocked = Enumerable.Range(0, lane.Width)
            .Select(_ => lane.RunAsync(() => gate.Wait(Timeout.Infinite, end), isBulk, end)).ToList();
        var many = Enumerable.Range(0, 500).Select(_ => Read("many")).ToList();
        var few = Enumerable.Range(0, 3).Select(_ => Read("few")).ToList();

        gate.Set();
        await Task.WhenAll([.. blocked, .. many, .. few]);

        order.Index().Where(o => o.Item == "few").Max(o => o.Index).ShouldBeLessThan(50);
        order.Count.ShouldBe(503);

        Task<bool> Read(string caller) => lane.RunAsync(
            () =>
            {
                order.Enqueue(caller);
                return true;
            },
            isBulk, end, caller);
    }

    [Fact]
    public async Task RunAsync_BulkWhileThereIsSomethingToScore_LeavesRoomForShortOnesAndGoesOn()
    {
        long scored = 0;
        using var lane = new ReadLane(width: 1, scored: () => Interlocked.Increment(ref scored));
        var end = TestContext.Current.CancellationToken;
        var order = new List<string>();
        var first = lane.RunAsync(() => { end.WaitHandle.WaitOne(200); return Note("first"); }, isBulk: true, end);
        var second = lane.RunAsync(() => Note("second"), isBulk: true, end);
        await first;

        // It rests now, though there is a portion to read.
        await lane.RunAsync(() => Note("short"), isBulk: false, end);
        await second;

        order.ShouldBe(["first", "short", "second"]);

        bool Note(string what)
        {
            lock (order)
                order.Add(what);
            return true;
        }
    }

    [Fact]
    public async Task RunAsync_ThatFails_FailsForWhoAskedOnly()
    {
        using var lane = new ReadLane();
        var end = TestContext.Current.CancellationToken;

        await Should.ThrowAsync<InvalidOperationException>(
            lane.RunAsync<int>(() => throw new InvalidOperationException(), isBulk: false, end));
        (await lane.RunAsync(() => 7, isBulk: false, end)).ShouldBe(7);
    }
}
