using System.Collections.Concurrent;
using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>A scoring service over a real store in a folder of its own, which can be stopped and started again.</summary>
internal sealed class LiveService : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-");
    private SqliteStore? _store;

    public ServiceOptions Options { get; set; } = new() { SnapshotEntries = long.MaxValue, SnapshotInterval = TimeSpan.FromDays(1) };

    public SqliteOptions StoreOptions { get; set; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Puts faults in front of the real store.</summary>
    public Func<StoragePorts, StoragePorts> Wrap { get; set; } = ports => ports;

    public ConcurrentQueue<Notice> Notices { get; } = [];

    public string Path => _directory.FullName;

    public SqliteStore Store => _store!;

    public ProductPorts Ports => Store.Ports;

    public MasterKey Key { get; private set; } = null!;

    public ScoringService Service { get; private set; } = null!;

    public LiveStream Stream => Service.Find(Payments.Name).ShouldNotBeNull();

    /// <summary>Starts with the models in the store and the first of them promoted.</summary>
    public static async Task<LiveService> StartNew(Action<LiveService>? configure = null)
    {
        var live = new LiveService();
        configure?.Invoke(live);
        await live.Start();
        foreach (var model in Payments.Models)
            await ModelLibrary.AddAsync(live.Ports.Models, model, 0, TestContext.Current.CancellationToken);
        await live.Service.PromoteAsync(Payments.Models[0].Version, "test");
        return live;
    }

    public async Task Start()
    {
        Open();
        Service = ScoringService.Start(Options, Wrap(Ports), Key, Time, Notices.Enqueue);
        await Service.Ready;
    }

    /// <summary>Only the store.</summary>
    public void Open()
    {
        var folder = DataFolder.Open(Path, create: true);
        Key = folder.LoadOrCreateMasterKey();
        _store = SqliteStore.Open(folder, Key, StoreOptions);
    }

    public void Stop()
    {
        Service?.Dispose();
        _store?.Dispose();
    }

    public async Task Restart()
    {
        Stop();
        await Start();
    }

    /// <summary>Submits rows as one group and waits until they are answered.</summary>
    public async Task<IReadOnlyList<Submission>> Decide(params IEnumerable<string[]> rows)
    {
        var group = Group(rows);
        while (!await Service.TrySubmitAsync(group, TestContext.Current.CancellationToken))
            await Task.Delay(1);
        await group.Completion;
        return group.Submissions;
    }

    public SubmissionGroup Group(params IEnumerable<string[]> rows) =>
        new([.. rows.Select(row => Payments.Submission(Stream, row))]);

    /// <summary>Completes when the service takes submissions again.</summary>
    public async Task UntilReady()
    {
        while (Service.State.Phase != ServicePhase.Ready)
            await Task.Delay(1);
    }

    /// <summary>Completes when something beyond that entry is on disk.</summary>
    public Task UntilBeyond(long sequence) => Service.WaitForAsync(sequence, CancellationToken.None);

    /// <summary>State folded from the beginning of the journal, or from the newest snapshot.</summary>
    public RecoveredState Recover(bool usesSnapshots) =>
        Recovery.Run(Ports, Ports.Library(Key), usesSnapshots: usesSnapshots);

    public void Dispose()
    {
        Stop();
        _directory.Delete(recursive: true);
    }
}
