using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Models;
using Vigil.Engine.Runtime.Stages;
using Vigil.Engine.State;
using Vigil.Engine.Streams;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Gives streams other definitions and champions while they serve. State that is missing is built from the journal on the caller's thread;
/// the sequencer folds only the last entries, and then one entry swaps all of it in.
/// </summary>
internal sealed class Redefinition
{
    // More than so many are folded beside the sequencer, where nobody waits for it; but not for ever, however fast others come.
    private const int MostOnSequencer = 500, MostRounds = 100, EntriesPerReport = 4096;

    // When the stream got another definition meanwhile, the plan is made anew.
    private const int MostPlans = 5;

    private readonly ServiceLife _life;
    private readonly StoragePorts _ports;
    private readonly ModelLibrary _models;
    private readonly IStages _stages;

    public Redefinition(ServiceLife life, StoragePorts ports, ModelLibrary models, IStages stages) =>
        (_life, _ports, _models, _stages) = (life, ports, models, stages);

    /// <summary>What would become of a stream if a file were applied.</summary>
    public ValueTask<StreamPlan> PlanAsync(StreamDefinition file, ApplyOptions options, CancellationToken cancellation)
    {
        var served = _life.Streams.FindDefined(file.Name);
        return StreamPlan.OfAsync(_models, _ports.Journal, served, served?.Snapshot?.Model, file, options, cancellation);
    }

    /// <summary>Applies a file.</summary>
    public async Task<AppliedStream> ApplyAsync(
        StreamDefinition file, ApplyOptions options, Who who, Action<ApplyProgress>? progress, CancellationToken cancellation)
    {
        for (int plans = 0; plans < MostPlans; plans++)
        {
            var plan = await PlanAsync(file, options, cancellation).ConfigureAwait(false);
            if (plan.Problems.Any())
                throw new StreamRefusedException(plan);
            if (plan.IsSame && !options.Trains)
                return new AppliedStream(0, plan.Target.Version, plan.Served!.Snapshot?.Model.Version, plan);
            await KeepAsync(plan.Target, who.Time, cancellation).ConfigureAwait(false);
            var trainer = options.Trains ? new ModelTrainer(plan.Target.Schema, plan.Target.Features, plan.Target.Definition.Model) : null;
            var change = new Change(plan.Target, plan.Served, plan.Served is not null && plan.Comparison.NeedsBuild, trainer);
            var swap = new Swap(this, change, who.Name, isApplied: true);
            if (await swap.RunAsync(progress, cancellation).ConfigureAwait(false) is { } sequence)
                return new AppliedStream(sequence, plan.Target.Version, swap.Champion?.Model.Version, plan);
        }
        throw Overtaken(file.Name);
    }

    /// <summary>Promotes a model with its definition, or with the one that serves where that was applied after it was learned.</summary>
    public async Task<AppliedStream> PromoteAsync(
        LoadedModel loaded, long created, string by, Action<ApplyProgress>? progress, CancellationToken cancellation)
    {
        for (int plans = 0; plans < MostPlans; plans++)
        {
            var plan = PlanOf(loaded, created);
            if (plan.Problems.Any())
                throw new StreamRefusedException(plan);
            var change = new Change(plan.Target, plan.Served, plan.Served is not null && plan.Comparison.NeedsBuild, null);
            var swap = new Swap(this, change, by, isApplied: false) { Champion = loaded };
            if (await swap.RunAsync(progress, cancellation).ConfigureAwait(false) is { } sequence)
                return new AppliedStream(sequence, plan.Target.Version, loaded.Model.Version, plan);
        }
        throw Overtaken(loaded.Stream.Name);
    }

    /// <summary>What a promotion would change.</summary>
    public StreamPlan PlanOf(LoadedModel loaded, long created)
    {
        if (_life.Streams.FindDefined(loaded.Stream.Name) is not { } served)
            return new StreamPlan(null, loaded.Stream, StreamComparison.OfNew(loaded.Stream.Definition), []);
        bool keeps = served.IsApplied && served.Since > created && loaded.Fits(served.Definition);
        var target = keeps ? served : loaded.Stream;
        var comparison = StreamComparison.Of(served.Definition, target.Definition, []);
        return new StreamPlan(
            served, target, comparison, comparison.NeedsBuild ? StreamPlan.GapsOf(target.Definition, _ports.Journal) : []);
    }

    /// <summary>Whether a definition has been served or applied before: then it is no new edit.</summary>
    public async ValueTask<bool> IsKnownAsync(LiveStream stream, CancellationToken cancellation)
    {
        if (await _ports.Definitions.FindAsync(stream.Version, cancellation).ConfigureAwait(false) is not null)
            return true;
        var versions = await _ports.Models.ListAsync(stream.Name, cancellation).ConfigureAwait(false);
        foreach (var stored in versions.Where(m => m.Promoted is not null))
            if ((await _models.FindAsync(stored.Version, cancellation).ConfigureAwait(false))?.Stream.Version == stream.Version)
                return true;
        return false;
    }

    private ValueTask KeepAsync(LiveStream stream, long time, CancellationToken cancellation) =>
        _ports.Definitions.AddAsync(new StoredDefinition(stream.Version, stream.Name, time, stream.Text), cancellation);

    private static StorageException Overtaken(string stream) =>
        new($"The stream '{stream}' was given another definition while this one was being applied, again and again: apply it once more.");

    /// <summary>Who applies something, and when, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public readonly record struct Who(string Name, long Time);

    private sealed record Change(LiveStream Target, LiveStream? Served, bool NeedsBuild, ModelTrainer? Trainer);

    /// <summary>One attempt.</summary>
    private sealed class Swap(Redefinition owner, Change change, string by, bool isApplied)
    {
        private StreamBuild? _build;
        private long _received;

        /// <summary>What scores from then on; as before while it is null.</summary>
        public LoadedModel? Champion { get; set; }

        /// <summary>The sequence of the entry; null when the stream has got another definition meanwhile.</summary>
        public async Task<long?> RunAsync(Action<ApplyProgress>? progress, CancellationToken cancellation)
        {
            if (change.Served is not null && (change.NeedsBuild || change.Trainer is not null))
                await BuildAsync(progress, cancellation).ConfigureAwait(false);
            // What was read for training only is not what serves: the state that there is may know more than the journal.
            if (!change.NeedsBuild)
                _build = null;
            for (int round = 0; ; round++)
            {
                await CatchUpAsync("swap", progress, cancellation).ConfigureAwait(false);
                bool isLast = round == MostRounds;
                if (await owner._life.Ask(new SwapCommand(this, isLast)).ConfigureAwait(false) is not Later and var sequence)
                    return sequence == Overtaken ? null : sequence;
            }
        }

        private const long Later = -1, Overtaken = -2;

        private async ValueTask BuildAsync(Action<ApplyProgress>? progress, CancellationToken cancellation)
        {
            _build = new StreamBuild(owner._models, change.Target, change.Served!, Offer());
            _build.Begin(owner._ports.Journal.FirstSequence - 1);
            await CatchUpAsync("build", progress, cancellation).ConfigureAwait(false);
            if (change.Trainer is not { } trainer)
                return;
            if (trainer.Rows == 0)
                throw new InvalidOperationException(
                    $"The journal has no decision of the stream '{change.Target.Name}': there is nothing to learn a model from.");
            progress?.Invoke(new ApplyProgress("train", _build.Sequence, owner._life.Answers.Committed));
            var model = trainer.Fit(change.Target.Text);
            await ModelLibrary.AddAsync(owner._ports.Models, model, owner._life.Now, cancellation).ConfigureAwait(false);
            Champion = await owner._models.GetAsync(model.Version, cancellation).ConfigureAwait(false);
        }

        private StreamBuild.RowSink? Offer() => change.Trainer is { } trainer ? trainer.Offer : null;

        private async ValueTask CatchUpAsync(string step, Action<ApplyProgress>? progress, CancellationToken cancellation)
        {
            if (_build is not { } build)
                return;
            for (int round = 0; round < MostRounds && owner._life.Answers.Committed is var until && until - build.Sequence > 0; round++)
                foreach (var entry in owner._ports.Journal.Read(build.Sequence, until))
                {
                    await build.FoldAsync(entry, cancellation).ConfigureAwait(false);
                    if (entry.Sequence % EntriesPerReport != 0)
                        continue;
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Invoke(new ApplyProgress(step, build.Sequence - build.From, owner._life.Answers.Committed - build.From));
                }
        }

        // What came of it, or null where it is on its way to the disk.
        private long? TrySwapOnSequencer(Sequencer sequencer, bool isLast, Action<long, Exception?> finished)
        {
            var before = sequencer.States.Find(change.Target.Name);
            if (before?.Stream != change.Served)
                return Overtaken;
            if (_build is { } build)
            {
                if (!isLast && sequencer.States.Sequence - build.Sequence > MostOnSequencer)
                    return Later;
                sequencer.Drain();
                foreach (var entry in owner._ports.Journal.Read(build.Sequence, sequencer.States.Sequence))
                    build.FoldAsync(entry, CancellationToken.None).OnOwnThread();
            }
            var champion = Champion ?? before?.Champion;
            if (champion is not null && !champion.Fits(change.Target.Definition))
                return Overtaken;
            sequencer.Journal(Entry, () => Serve(sequencer, before, champion), finished);
            return null;
        }

        private void Serve(Sequencer sequencer, StreamState? before, LoadedModel? champion)
        {
            owner._life.Streams.PublishOnSequencer(sequencer.States.Serve(
                change.Target, champion, isApplied && Champion is null, _received, before is null ? null : _build?.End(before.Pipeline)));
            if (_build is not null)
                owner._life.Snapshots.LoseSavedOnSequencer();
            if (before is not null)
                sequencer.Forget(before);
        }

        private JournalEntry Entry(long sequence, long received)
        {
            _received = received;
            long from = _build?.From ?? DefinitionRecord.GoesOn;
            string name = change.Target.Name, definition = change.Target.Version;
            return JournalEntry.Of(sequence, name, received, Champion is not { } champion
                ? new DefinitionRecord(definition, change.Target.Text, from, by)
                : new PromotionRecord(champion.Model.Version, by)
                {
                    Definition = champion.Stream.Version == definition ? "" : definition,
                    From = from,
                });
        }

        private sealed class SwapCommand(Swap swap, bool isLast) : SequencerCommand<long>(swap.Stages)
        {
            protected override void DoOnSequencer(Sequencer sequencer)
            {
                if (swap.TrySwapOnSequencer(sequencer, isLast, Set) is { } sequence)
                    Set(sequence);
            }
        }

        private IStages Stages => owner._stages;
    }
}
