using FsCheck;
using FsCheck.Fluent;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;
using Vigil.Engine.Scoring;
using Vigil.Engine.State;
using Outcome = Vigil.Engine.Scoring.Outcome;

namespace Vigil.Conformance;

/// <summary>What every store answers about decisions; the expected answers are computed in the plainest way.</summary>
public abstract class DecisionConformanceTests
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private const int Count = 6000;

    private readonly List<JournalEntry> _decisions = [];
    private readonly Dictionary<long, bool> _labels = [];

    /// <summary>An empty store; the same content when called again.</summary>
    protected abstract StoragePorts Reopen();

    [Fact]
    public void List_AnyFilter_GivesWhatIsThere()
    {
        var query = Filled().Decisions;
        var cases =
            from seed in Gen.Choose(0, int.MaxValue)
            from newest in Gen.Elements(true, false)
            from limit in Gen.Elements(1, 7, 500)
            from cursor in Gen.Elements<long?>(null, 1, 17, 3000, Count + 500)
            select (Filter: Filter(new Random(seed)), newest, limit, cursor);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var found = query.ListAsync(c.Filter, c.cursor, c.newest, c.limit, Token).OnOwnThread();
            found.Select(f => (f.Entry.Sequence, f.Label)).ShouldBe(Expected(c.Filter, c.cursor, c.newest, c.limit), c.Filter.ToString());
        }));
    }

    [Fact]
    public async Task List_WithoutSomething_HasThoseThatMentionNothingAtAll()
    {
        var query = Filled().Decisions;
        _decisions.Count(d => Entries.ColumnsOf(d).Mentions.Equals(default)).ShouldBeGreaterThan(0);
        DecisionFilter[] filters = [new() { Merchant = 0 }, new() { Place = 0 }, new() { Device = 0 }, new() { Address = 0 }];
        foreach (var filter in filters)
            (await query.ListAsync(filter, null, true, Count, Token)).Select(
                f => (f.Entry.Sequence, f.Label)).ShouldBe(Expected(filter, null, true, Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task List_PageByPage_GivesEverythingOnce(bool newestFirst)
    {
        var query = Filled().Decisions;
        DecisionFilter[] filters = [new(), new() { Entity = 3 }, new() { Outcomes = [Outcome.Review] }, new() { Stream = "cards" }];
        foreach (var filter in filters)
        {
            var all = new List<long>();
            long? cursor = null;
            while (await query.ListAsync(filter, cursor, newestFirst, 97, Token) is { Count: > 0 } page)
            {
                all.AddRange(page.Select(d => d.Entry.Sequence));
                cursor = all[^1];
            }
            all.ShouldBe(Expected(filter, null, newestFirst, int.MaxValue).Select(e => e.Sequence));
        }
    }

    [Theory]
    [InlineData(DecisionRank.Risk)]
    [InlineData(DecisionRank.Amount)]
    public async Task Ranked_PageByPage_GivesTheHighestFirstAndEverythingOnce(DecisionRank rank)
    {
        var query = Filled().Decisions;
        DecisionFilter[] filters =
        [
            new(), new() { Merchant = 3 }, new() { Device = 7, Stream = "cards" }, new() { MinRisk = 40 }, new() { IsFraud = true },
            new() { From = Entries.Start + 900_000_000, To = Entries.Start + 2_000_000_000 }, new() { Entity = 999 },
        ];
        foreach (var filter in filters)
        {
            var all = new List<long>();
            RankCursor? cursor = null;
            do
            {
                var page = await query.RankedAsync(filter, rank, cursor, 89, Token);
                page.IsWhole.ShouldBeTrue();
                all.AddRange(page.Items.Select(d => d.Entry.Sequence));
                cursor = page.Next;
            }
            while (cursor is not null);
            all.ShouldBe(_decisions.Where(d => Matches(filter, d)).Select(d => (d.Sequence, Key: Key(Entries.ColumnsOf(d))))
                .Where(d => !double.IsNaN(d.Key)).OrderByDescending(d => d.Key).ThenByDescending(d => d.Sequence).Select(d => d.Sequence));
        }

        double Key(DecisionColumns c) => rank == DecisionRank.Risk ? c.Risk : Math.Abs(c.Amount);
    }

    [Fact]
    public async Task Ranked_PageEndsWhereTheRisksThatMatterEnd_GoesOn()
    {
        var query = Filled().Decisions;
        int high = _decisions.Count(d => Entries.ColumnsOf(d).Risk >= 30);

        var page = await query.RankedAsync(new(), DecisionRank.Risk, null, high, Token);

        page.Items.Count.ShouldBe(high);
        page.Next.ShouldNotBeNull("there are lower ones");
        (await query.RankedAsync(new(), DecisionRank.Risk, page.Next, Count, Token)).Items.Count.ShouldBe(
            Count - high);
    }

    [Fact]
    public async Task Count_AnyFilter_IsHowManyTheListHas()
    {
        var query = Filled().Decisions;
        foreach (int seed in Enumerable.Range(0, 300))
        {
            var filter = Filter(new Random(seed));
            (await query.CountAsync(filter, Token)).ShouldBe(
                new MatchCount(_decisions.Count(d => Matches(filter, d)), IsWhole: true), filter.ToString());
        }
    }

    [Fact]
    public async Task Delays_OfATime_AreItsQuantiles()
    {
        var query = Filled().Decisions;
        long from = Entries.Start / 60_000_000 * 60_000_000, to = from + (30L * 60_000_000);
        var expected = _decisions.Where(d => d.Stream == "cards" && Entries.ColumnsOf(d).Time >= from && Entries.ColumnsOf(d).Time < to)
            .Select(d => Entries.ColumnsOf(d).Delay).Where(d => !double.IsNaN(d)).Order().ToList();
        var found = await query.DelaysAsync("cards", from, to, Token);
        found.Count.ShouldBe(expected.Count);
        found.P50.ShouldBe(expected[expected.Count / 2], expected[expected.Count / 2] * 0.14);
        found.P99.ShouldBe(expected[(int)(expected.Count * 0.99)], expected[(int)(expected.Count * 0.99)] * 0.14);
        (await query.DelaysAsync("unknown", from, to, Token)).Count.ShouldBe(0);
        long first = _decisions.Where(d => d.Stream == "cards").Min(d => Entries.ColumnsOf(d).Time);
        (await query.EarliestAsync("cards", Token)).ShouldBe(first / 60_000_000 * 60_000_000);
        (await query.EarliestAsync("unknown", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Volume_AnyStep_AddsUpTheDecisions()
    {
        var query = Filled().Decisions;
        long from = Entries.Start / 60_000_000 * 60_000_000, to = from + (90L * 60_000_000);
        foreach (int step in (int[])[1, 7, 60])
            foreach (string? stream in (string?[])[null, "cards"])
            {
                var expected = _decisions.Where(d => stream is null || d.Stream == stream).Select(d => Entries.ColumnsOf(d))
                    .Where(c => c.Time >= from && c.Time < to).GroupBy(c => c.Time / (step * 60_000_000L) * (step * 60_000_000L))
                    .OrderBy(g => g.Key);
                var found = await query.VolumeAsync(stream, from, to, step, Token);
                found.Select(p => p.Time).ShouldBe(expected.Select(g => g.Key));
                foreach (var (point, group) in found.Zip(expected))
                {
                    point.Outcomes.ShouldBe([.. Enum.GetValues<Outcome>().Select(o => group.LongCount(c => c.Outcome == o))]);
                    point.Levels.ShouldBe([.. Enum.GetValues<RiskLevel>().Select(l => group.LongCount(c => Risk.Level(c.Risk) == l))]);
                    Same(point.Amounts, Amounts(group));
                }
            }
    }

    [Fact]
    public async Task Entities_OfASpan_AreAddedUpAndRanked()
    {
        var query = Filled().Decisions;
        long from = Entries.Start + 500_000_000, to = Entries.Start + 4_000_000_000;
        var expected = _decisions.Where(d => d.Stream == "cards" && Entries.ColumnsOf(d).Time >= from && Entries.ColumnsOf(d).Time < to)
            .GroupBy(d => Entries.ColumnsOf(d).Entity).Select(g => Volume("cards", g.Key, [.. g]))
            .OrderByDescending(v => v.Alerts).ThenByDescending(v => v.MaxRisk).ToList();
        Same(await query.TopEntitiesAsync("cards", from, to, 5, Token), expected[..5]);
        Same(await query.TopEntitiesAsync("cards", from, to, 1000, Token), expected);
        (await query.TopEntitiesAsync("unknown", from, to, 5, Token)).ShouldBeEmpty();
        Same([(await query.EntityAsync("transfers", 3, long.MinValue, long.MaxValue, Token))!],
            [Volume("transfers", 3, [.. _decisions.Where(d => d.Stream == "transfers" && Entries.ColumnsOf(d).Entity == 3)])]);
        (await query.EntityAsync("cards", 999, long.MinValue, long.MaxValue, Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 86_400)]
    [InlineData(600, 900)]
    [InlineData(1_000, 5_555)]
    [InlineData(3_000, 3_001)]
    public async Task Locations_OfASpan_AreAddedUpToTheSecond(int fromSecond, int toSecond)
    {
        var query = Filled().Decisions;
        long from = Entries.Start + (fromSecond * 1_000_000L), to = Entries.Start + (toSecond * 1_000_000L);
        var found = await query.LocationsAsync(null, from, to, 2, Token);
        (found.From, found.To).ShouldBe((from, to));
        var expected = _decisions.Select(d => Entries.ColumnsOf(d)).Where(c => c.Location is not null && c.Time >= from && c.Time < to)
            .GroupBy(c => c.Location!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(2).ToList();
        found.Items.Select(l => (l.Location, l.Decisions, l.Alerts)).ShouldBe(
            expected.Select(g => (g.Key, g.LongCount(), g.LongCount(c => c.Outcome != Outcome.Approve))));
        foreach (var (place, group) in found.Items.Zip(expected))
        {
            Same(place.Amounts, Amounts(group));
            place.Latitude.ShouldBe(group.Average(c => c.Latitude), 1);
            place.Longitude.ShouldBe(group.Average(c => c.Longitude), 1);
        }
    }

    [Fact]
    public async Task Counts_PerStream_CountDecisionsOnly() =>
        (await Filled().Decisions.CountsAsync(Token)).OrderBy(c => c.Key)
        .ShouldBe(_decisions.GroupBy(d => d.Stream).OrderBy(g => g.Key).Select(g => KeyValuePair.Create(g.Key, g.LongCount())));

    private StoragePorts Filled()
    {
        var ports = Reopen();
        _decisions.AddRange(Enumerable.Range(1, Count).Select(i => Entries.Decision(i)));
        foreach (var chunk in _decisions.Chunk(999))
            ports.Journal.Append(new JournalBatch(chunk, []));
        var random = new Random(5);
        for (int i = 1; i <= 100; i++)
        {
            long decision = random.Next(1, Count + 1);
            _labels[decision] = random.Next(2) == 1;
            ports.Journal.Append(Entries.Batch(Entries.Label(Count + i, decision, _labels[decision])));
        }
        return Reopen();
    }

    private DecisionFilter Filter(Random r)
    {
        T? Maybe<T>(Func<T> value) where T : struct => r.Next(4) == 0 ? value() : null;
        return new DecisionFilter
        {
            Stream = r.Next(4) == 0 ? r.Next(5) == 0 ? "unknown" : Entries.Streams[r.Next(2)] : null,
            From = Maybe(() => Entries.Start + r.NextInt64(Count * 1_000_000L)),
            To = Maybe(() => Entries.Start + r.NextInt64(Count * 1_000_000L)),
            MinRisk = Maybe(() => r.NextDouble() * 100),
            MaxRisk = Maybe(() => r.NextDouble() * 100),
            Levels = [.. Enum.GetValues<RiskLevel>().Where(_ => r.Next(6) == 0)],
            Outcomes = [.. Enum.GetValues<Outcome>().Where(_ => r.Next(6) == 0)],
            Entity = Maybe(() => r.NextInt64(22)),
            Id = r.Next(10) == 0 ? Entries.ColumnsOf(_decisions[r.Next(Count)]).Id : null,
            MinAmount = Maybe(() => r.NextDouble() * 1000),
            MaxAmount = Maybe(() => r.NextDouble() * 1000),
            Model = r.Next(6) == 0 ? "model-" + r.Next(3) : null,
            IsLabelled = r.Next(5) == 0,
            IsFraud = r.Next(8) == 0 ? r.Next(2) == 0 : null,
            Merchant = r.Next(6) == 0 ? r.Next(6) : null,
            Place = r.Next(8) == 0 ? 100 + r.Next(4) : null,
            Device = r.Next(8) == 0 ? r.Next(61) : null,
            Address = r.Next(8) == 0 ? 200 + r.Next(401) : null,
        };
    }

    private List<(long Sequence, bool? Label)> Expected(DecisionFilter f, long? cursor, bool newestFirst, int limit)
    {
        var found = _decisions.Where(d => Matches(f, d)).Select(d => d.Sequence);
        found = newestFirst ? found.Where(s => s < (cursor ?? long.MaxValue)).OrderDescending() : found.Where(s => s > (cursor ?? 0));
        return [.. found.Take(limit).Select(s => (s, _labels.TryGetValue(s, out bool label) ? label : (bool?)null))];
    }

    private bool Matches(DecisionFilter f, JournalEntry d)
    {
        var c = Entries.ColumnsOf(d);
        return (f.Stream is null || d.Stream == f.Stream) && !(c.Time < f.From) && !(c.Time >= f.To) && !(c.Risk < f.MinRisk)
            && !(c.Risk >= f.MaxRisk) && (f.Levels.Count == 0 || f.Levels.Contains(Risk.Level(c.Risk)))
            && (f.Outcomes.Count == 0 || f.Outcomes.Contains(c.Outcome)) && (f.Entity is null || c.Entity == f.Entity)
            && (f.Id is null || c.Id == f.Id) && (f.MinAmount is null || c.Amount >= f.MinAmount)
            && (f.MaxAmount is null || c.Amount <= f.MaxAmount) && (f.Model is null || c.Model == f.Model)
            && (!f.IsLabelled || _labels.ContainsKey(d.Sequence))
            && (f.IsFraud is null || (_labels.TryGetValue(d.Sequence, out bool label) && label == f.IsFraud))
            && (f.Merchant is null || c.Mentions.Merchant == f.Merchant) && (f.Place is null || c.Mentions.Place == f.Place)
            && (f.Device is null || c.Mentions.Device == f.Device) && (f.Address is null || c.Mentions.Address == f.Address);
    }

    private static EntityVolume Volume(string stream, long entity, List<JournalEntry> of) => new(
        stream, entity, of[^1].Sequence, of.Count, of.Count(d => Entries.ColumnsOf(d).Outcome != Outcome.Approve),
        of.Max(d => Entries.ColumnsOf(d).Risk),
        Amounts(of.Select(d => Entries.ColumnsOf(d))), Entries.ColumnsOf(of[^1]).Time);

    private static void Same(IReadOnlyList<EntityVolume> found, IReadOnlyList<EntityVolume> expected)
    {
        CurrencyAmount[] none = [];
        found.Select(v => v with { Amounts = none }).ShouldBe(expected.Select(v => v with { Amounts = none }));
        foreach (var (a, b) in found.Zip(expected))
            Same(a.Amounts, b.Amounts);
    }

    private static CurrencyAmount[] Amounts(IEnumerable<DecisionColumns> columns) => [.. columns.GroupBy(c => c.Currency)
        .Select(g => new CurrencyAmount(g.Key, g.Where(c => !double.IsNaN(c.Amount)).Sum(c => c.Amount)))
        .OrderBy(a => a.Currency, StringComparer.Ordinal)];

    private static void Same(IReadOnlyList<CurrencyAmount> found, IReadOnlyList<CurrencyAmount> expected)
    {
        found = [.. found.OrderBy(a => a.Currency, StringComparer.Ordinal)];
        found.Select(a => a.Currency).ShouldBe(expected.Select(a => a.Currency));
        foreach (var (a, b) in found.Zip(expected))
            a.Amount.ShouldBe(b.Amount, 1e-6);
    }
}
