using Vigil.Engine.Runtime;

namespace Vigil.Engine.Tests.Runtime;

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
        items.TryTake(out _, milliseconds: 1).ShouldBeFalse();
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
        items.TryTake(out _, Timeout.Infinite).ShouldBeFalse();
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
            items.TryTake(out var item, Timeout.Infinite).ShouldBeTrue();
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
        bool isTaken = true;
        var taker = new Thread(() => isTaken = items.TryTake(out _, Timeout.Infinite));
        taker.Start();
        items.Complete();
        taker.Join();

        isTaken.ShouldBeFalse();
    }

    private static string? Take(HandOff<string> items) => items.TryTake(out string? item) ? item : null;
}
