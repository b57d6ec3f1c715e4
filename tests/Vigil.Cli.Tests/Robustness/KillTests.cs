using System.Collections.Concurrent;
using System.Globalization;
using Vigil.Detection.Numerics;
using Simulated = Vigil.Conformance.Payments;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>
/// <c>vigil serve</c> is killed at random moments under load from four connections, while snapshots are taken, models exchanged and
/// backups made. VIGIL_KILL_ROUNDS says how often; see CONTRIBUTING.md.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Rounds = 50, Sides = 4, MostAnswers = 150, LongestLife = 1000, LastMoments = 15;
    private readonly ConcurrentQueue<int> _unanswered = [];
    private int _next, _promotions, _labels;

    [Fact]
    public async Task Serve_KilledAtRandomMoments_EveryAnswerIsThereOnceAndStateIsItsReplay()
    {
        int rounds = int.Parse(Environment.GetEnvironmentVariable("VIGIL_KILL_ROUNDS") ?? $"{Rounds}", CultureInfo.InvariantCulture);
        var random = new SeededRandom(2026);
        using var store = await ServedStore.Create();
        long answered = 0, duplicates = 0, snapshots = 0;
        for (int round = 0; round < rounds; round++)
        {
            var answers = await Round(store, round, random);
            await store.CheckAsync(answers);
            answered += answers.Count;
            duplicates += answers.Count(a => a.IsDuplicate);
            snapshots = Math.Max(snapshots, store.NewestSnapshot());
        }

        await store.CheckReplayAsync();
        answered.ShouldBeGreaterThan(rounds);
        snapshots.ShouldBeGreaterThan(0);
        _promotions.ShouldBeGreaterThan(0);
        output.WriteLine($"{rounds} kills, {answered} answers ({duplicates} of them again after a kill), "
            + $"{store.Sequences.Count} decisions, {_promotions} promotions, {_labels} labels, "
            + $"newest snapshot at {snapshots}, {_unanswered.Count} never answered");
    }

    private async Task<IReadOnlyCollection<Answer>> Round(ServedStore store, int round, SeededRandom random)
    {
        var answers = new ConcurrentBag<Answer>();
        using var server = ServerProcess.Start(
            store.Path, ("RUNTIME_SNAPSHOT_ENTRIES", "40"), ("RUNTIME_BATCH", "16"), ("LOG_LEVEL", "warning"));
        await server.UntilReady();
        var work = Enumerable.Range(0, Sides)
            .Select(side => Task.Run(() => Send(server.Address, store.Key, side, new SeededRandom((ulong)(round * Sides + side)), answers)))
            .ToList();
        if (round % 2 == 0)
            work.Add(Task.Run(() => Promote(server.Address, store.Key, round)));
        await UntilKill(random, answers);
        var backup = round % 5 == 3 ? Task.Run(() => store.Backup(round)) : null;
        if (backup is not null)
            await Task.Delay(random.NextInt(LastMoments));
        server.Kill();
        await Task.WhenAll(work);
        if (backup is not null)
            await store.CheckBackupAsync(await backup);
        return answers;
    }

    // After so many answers, whatever the machine's pace is, and then at any moment of what comes next.
    private static async Task UntilKill(SeededRandom random, ConcurrentBag<Answer> answers)
    {
        int enough = random.NextInt(MostAnswers);
        for (int waited = 0; answers.Count < enough && waited < LongestLife; waited++)
            await Task.Delay(1);
        await Task.Delay(random.NextInt(LastMoments));
    }

    // Until the server is gone. What it did not answer is sent again, to it or to the next one.
    private async Task Send(string address, string key, int side, SeededRandom random, ConcurrentBag<Answer> answers)
    {
        using var client = new LiveClient(address, key);
        while (true)
        {
            var numbers = Take(side == 0 ? 1 : 1 + random.NextInt(side * 6));
            try
            {
                foreach (var answer in await client.Decide(numbers))
                    answers.Add(answer);
                if (side == 3 && await client.Label(numbers[random.NextInt(numbers.Count)], random.NextInt(2) == 0))
                    Interlocked.Increment(ref _labels);
            }
            catch (HttpRequestException)
            {
                foreach (int number in numbers)
                    _unanswered.Enqueue(number);
                return;
            }
        }
    }

    private async Task Promote(string address, string key, int round)
    {
        using var client = new LiveClient(address, key);
        try
        {
            for (int i = round; await client.Promote(Simulated.Models[i % Simulated.Models.Count].Version); i++)
                Interlocked.Increment(ref _promotions);
        }
        catch (HttpRequestException)
        {
            // It is gone.
        }
    }

    private List<int> Take(int count)
    {
        var numbers = new List<int>();
        while (numbers.Count < count && _unanswered.TryDequeue(out int again))
            numbers.Add(again);
        while (numbers.Count < count)
            numbers.Add(Interlocked.Increment(ref _next));
        return numbers;
    }
}
