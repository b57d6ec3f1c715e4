using Vigil.Engine.Runtime.Stages;

namespace Vigil.Engine.Tests.Runtime.Stages;

public class HandOffTests
{
    [Fact]
    public void TryTake_AddedOnes_ComeInOrder()
    {
        var items = new HandOff<string>();
        items.TryTake(out _).ShouldBeFalse();
        items.TryAdd("a").ShouldBeTrue();
        items.TryAdd("b").ShouldBeTrue();

        items.Count.ShouldBe(2);
        Take(items).ShouldBe("a");
        Take(items).ShouldBe("b");
        items.Wait(milliseconds: 1);
        items.TryTake(out _).ShouldBeFalse();
    }

    [Fact]
    public void TryAdd_AfterCompletion_IsRefusedAndTheRestCanBeTaken()
    {
        var items = new HandOff<string>();
        items.TryAdd("a");
        items.Complete();

        items.TryAdd("b").ShouldBeFalse();
        items.IsCompleted.ShouldBeFalse();
        Take(items).ShouldBe("a");
        items.IsCompleted.ShouldBeTrue();
        items.Wait(Timeout.Infinite);
        items.TryTake(out _).ShouldBeFalse();
    }

    [Fact]
    public void TryTake_ManyThreadsAdd_NothingIsLostOrReordered()
    {
        const int Threads = 4, Each = 20_000;
        var items = new HandOff<Tuple<int, int>>();
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            for (int i = 0; i < Each; i++)
                items.TryAdd(Tuple.Create(thread, i));
        })).ToList();
        threads.ForEach(t => t.Start());
        int[] next = new int[Threads];
        for (int i = 0; i < Threads * Each; i++)
        {
            items.Wait(Timeout.Infinite);
            items.TryTake(out var item).ShouldBeTrue();
            item!.Item2.ShouldBe(next[item.Item1]++);
        }
        threads.ForEach(t => t.Join());

        next.ShouldAllBe(count => count == Each);
        items.Count.ShouldBe(0);
    }

    [Fact]
    public void Complete_WhileOneWaits_EndsTheWaiting()
    {
        var items = new HandOff<string>();
        var taker = new Thread(() => items.Wait(Timeout.Infinite));
        taker.Start();
        items.Complete();

        taker.Join(TimeSpan.FromSeconds(10)).ShouldBeTrue();
    }

    [Fact]
    public void Wake_WhileSomeoneWaitsOrBefore_EndsOneWaiting()
    {
        var items = new HandOff<string>();
        items.Wake();
        items.Wait(Timeout.Infinite);
        items.TryAdd("a");
        var taker = new Thread(() => items.Wait(Timeout.Infinite, forItems: false));
        taker.Start();
        taker.Join(TimeSpan.FromMilliseconds(20)).ShouldBeFalse();
        items.Wake();

        taker.Join(TimeSpan.FromSeconds(10)).ShouldBeTrue();
    }

    private static string? Take(HandOff<string> items) => items.TryTake(out string? item) ? item : null;
}
