using Vigil.Engine.Runtime.Stages;

namespace Vigil.Schedules.Tests;

public class HandOffTests
{
    private const int Producers = 2, Each = 2;

    [Fact]
    public void TryTake_CompletedWhileManyAdd_GivesWhatWasAddedInOrder() => Schedules.Explore(() =>
    {
        var items = new HandOff<string>();
        var taken = new List<string>();
        var taker = Task.Run(() => TakeAll(items, taken));
        var producers = Enumerable.Range(0, Producers).Select(producer => Task.Run(() => AddAll(items, producer))).ToArray();
        items.Complete();
        var added = producers.Select(producer => producer.Result).ToList();
        taker.Wait();

        for (int i = 0; i < Producers; i++)
            taken.Where(item => item[0] == '0' + i).ShouldBe(added[i]);
        taken.Count.ShouldBe(added.Sum(a => a.Count));
        items.Count.ShouldBe(0);
    });

    // The sequencer takes nothing while the writer is behind; then only the writer wakes it.
    [Fact]
    public void Wake_BesideWaiting_EndsIt() => Schedules.Explore(() =>
    {
        var items = new HandOff<string>();
        bool isBehind = true;
        var taken = new List<string>();
        var taker = Task.Run(() =>
        {
            while (Volatile.Read(ref isBehind))
                items.Wait(Timeout.Infinite, forItems: false);
            TakeAll(items, taken);
        });
        var producer = Task.Run(() => AddAll(items, 0));
        Volatile.Write(ref isBehind, false);
        items.Wake();
        var added = producer.Result;
        items.Complete();
        taker.Wait();

        taken.ShouldBe(added);
        added.Count.ShouldBe(Each);
    });

    private static List<string> AddAll(HandOff<string> items, int producer) =>
        [.. Enumerable.Range(0, Each).Select(i => $"{producer}.{i}").TakeWhile(items.TryAdd)];

    private static void TakeAll(HandOff<string> items, List<string> taken)
    {
        while (!items.IsCompleted)
        {
            items.Wait(Timeout.Infinite);
            while (items.TryTake(out string? item))
                taken.Add(item);
        }
    }
}
