using System.Globalization;
using System.Text;
using Vigil.Cli.Running;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Models;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Simulation;

namespace Vigil.Cli.Serving;

/// <summary>
/// The past of the demonstration: two weeks of simulated payments that end when the store was made. The same simulation goes on from
/// there, today and after every restart.
/// </summary>
internal sealed class DemoHistory
{
    private const int BatchSize = 256;
    private const long MostBehind = 5 * 60 * Microseconds.PerSecond;
    private const string Actor = "demo";
    private readonly Terminal _terminal;
    private readonly StoreSession _session;
    private readonly ScoringService _service;
    private readonly TimeProvider _time;
    private readonly long _from, _until;

    private DemoHistory(StoreSession session, ScoringService service, Terminal terminal, TimeProvider time, long until, int customers)
    {
        (_session, _service, _terminal, _time, _until) = (session, service, terminal, time, until);
        _from = _until - (_until % Calendar.Day) - (DemoPopulation.Days * Calendar.Day);
        Options = DemoPopulation.Simulation(customers, Time(_from), Time(_until));
    }

    /// <summary>Event time at the beginning, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public long From => _from;

    /// <summary>Event time at the end, excluded: the live payments begin here.</summary>
    public long Until => _until;

    /// <summary>What is simulated.</summary>
    public SimulationOptions Options { get; }

    /// <summary>What is there, or is to be made.</summary>
    /// <param name="session">The store.</param>
    /// <param name="service">What decides.</param>
    /// <param name="perSecond">Live payments a second that the customers make together.</param>
    /// <param name="terminal">Where to tell how far it is.</param>
    /// <param name="time">The clock: at the first start the history ends now.</param>
    /// <param name="cancellation">Gives it up.</param>
    public static async Task<DemoHistory> FindAsync(
        StoreSession session, ScoringService service, double perSecond, Terminal terminal, TimeProvider time,
        CancellationToken cancellation)
    {
        // The first model was made at the very first start: what the simulation began with follows from it.
        long until = await session.Ports.Models.ListAsync(
            DemoStream.Name, cancellation) is [.., var first] ? first.Created : Microseconds.Now(time);
        int customers = await DemoPopulation.CustomersAsync(session.Ports.Secrets, perSecond, cancellation);
        return new DemoHistory(session, service, terminal, time, until, customers);
    }

    /// <summary>Makes what is missing: the model, its promotion, the decisions of two weeks.</summary>
    /// <param name="simulation">Not begun yet; at its end the current transaction is the first that is not history.</param>
    /// <param name="cancellation">Stops it; the next start goes on.</param>
    /// <returns>What will become known of the history.</returns>
    public async Task<LateLabels> MakeAsync(IEnumerator<SimulatedTransaction> simulation, CancellationToken cancellation)
    {
        if (_service.Find(DemoStream.Name) is null)
            await PromoteAsync(await _session.Ports.Models.ListAsync(
                DemoStream.Name, cancellation) is [var newest, ..] ? newest.Version : await TrainAsync(cancellation));
        var stream = _service.Find(DemoStream.Name)!;
        long decided = await DecidedAsync(stream, cancellation);
        using var source = new SimulatedSource(stream.Schema, simulation, _from, _until) { Skip = decided };
        var import = new HistoryImport(_service, stream, Actor);
        if (decided == 0)
            _terminal.Note("Deciding on these two weeks, each payment as if it came now…");
        RunProgress.Show(_terminal, "Deciding", TimeProvider.System, report =>
            import.RunAsync(source, source.Labels, _until, report, cancellation).GetAwaiter().GetResult());
        if (import.Decided > 0)
            _terminal.Note(string.Create(CultureInfo.InvariantCulture,
                $"Two weeks are behind us: {source.Rows:#,0} payments decided, {import.Labelled:#,0} frauds reported since."));
        if (import.Decided == 0)
            source.Labels.DropKnownBy(_until);
        return source.Labels;
    }

    /// <summary>
    /// Goes on where time is by now: what would have been paid while nobody served it is left out, but for the last minutes.
    /// </summary>
    public async Task ResumeAsync(
        IEnumerator<SimulatedTransaction> simulation, LiveStream stream, DemoTraffic traffic, LateLabels labels,
        CancellationToken cancellation)
    {
        long from = Microseconds.Now(_time) - MostBehind;
        for (; simulation.Current.TimeMicroseconds < from && simulation.MoveNext(); cancellation.ThrowIfCancellationRequested())
            if (simulation.Current.Fraud && await IsDecidedAsync(stream, simulation.Current.Number, cancellation))
                traffic.Remember(simulation.Current, labels);
    }

    /// <summary>How many transactions of the simulation have a decision: those up to a number, without gaps.</summary>
    public async Task<long> DecidedAsync(LiveStream stream, CancellationToken cancellation)
    {
        long low = 0, high = 1;
        while (await IsDecidedAsync(stream, high, cancellation))
            (low, high) = (high, high * 2);
        while (high - low > 1)
            if ((low + high) / 2 is var middle && await IsDecidedAsync(stream, middle, cancellation))
                low = middle;
            else
                high = middle;
        return low;
    }

    /// <summary>Whether the transaction of a number has a decision.</summary>
    public async Task<bool> IsDecidedAsync(LiveStream stream, long number, CancellationToken cancellation) =>
        await _service.Reader.FindAsync(
            stream, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"TX{number:D9}")), cancellation) is not null;

    private static DateTimeOffset Time(long time) => DateTimeOffset.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond);

    private async Task PromoteAsync(string version) => await _service.PromoteAsync(version, Actor);

    private async Task<string> TrainAsync(CancellationToken cancellation)
    {
        var definition = DemoStream.Load();
        _terminal.Note(string.Create(CultureInfo.InvariantCulture,
            $"Simulating two weeks of payments of {Options.Customers:#,0} customers, with fraud, and learning what is usual…"));
        var pipeline = new ScoringPipeline(definition.Schema, definition.Features);
        var trainer = new ModelTrainer(definition.Schema, pipeline.Features, definition.Model);
        using var simulation = Simulator.Run(Options).GetEnumerator();
        using var source = new SimulatedSource(definition.Schema, simulation, _from, _until);
        RunProgress.Show(_terminal, "Learning", TimeProvider.System, report =>
        {
            var batch = pipeline.NewBatch(BatchSize);
            while (source.Read(batch.Next))
            {
                foreach (var label in source.Labels.KnownBy(batch.Next.Time))
                    pipeline.ApplyLabel(label.Transaction);
                pipeline.Accept(batch);
                trainer.Offer(batch.Transactions[batch.Count - 1], batch.FeaturesOf(batch.Count - 1));
                if (!batch.IsFull)
                    continue;
                cancellation.ThrowIfCancellationRequested();
                report?.Invoke(source);
                batch.Clear();
            }
        });
        var model = trainer.Fit(StreamTemplate.WriteForModel(definition));
        await ModelLibrary.AddAsync(_session.Ports.Models, model, _until, cancellation);
        _terminal.Note(string.Create(CultureInfo.InvariantCulture,
            $"Learned from {trainer.Rows:#,0} payments: model {model.Version} with {model.Features.Length} features."));
        return model.Version;
    }

    private static class Calendar
    {
        public const long Day = 86_400_000_000;
    }
}
