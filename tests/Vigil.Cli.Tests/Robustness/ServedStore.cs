using System.Text;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Storage.Sql;
using Vigil.Storage.Sql.Backups;
using Simulated = Vigil.Conformance.Payments;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>A data folder with a stream, models and an API key, and what must be true of it while no server runs.</summary>
internal sealed class ServedStore : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-served-");
    private readonly Dictionary<string, long> _sequences = [];
    private StreamStates? _fromStart;
    private long _decisions;

    private ServedStore()
    {
    }

    /// <summary>The data folder.</summary>
    public string Path => System.IO.Path.Join(_directory.FullName, "data");

    /// <summary>An API key that may do everything.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Sequences by transaction, as far as was checked.</summary>
    public IReadOnlyDictionary<string, long> Sequences => _sequences;

    /// <summary>A folder with three versions, the first of them promoted.</summary>
    public static async Task<ServedStore> Create()
    {
        var store = new ServedStore();
        using var opened = store.Open();
        foreach (var model in Simulated.Models)
            await ModelLibrary.AddAsync(opened.Store.Ports.Models, model, 0, TestContext.Current.CancellationToken);
        using (var service = ScoringService.Start(new ServiceOptions(), opened.Store.Ports, opened.Key, TimeProvider.System, _ => { }))
            await service.PromoteAsync(await ReadyVersion(service), "test");
        var keys = opened.Store.Ports.ApiKeys;
        store.Key = (await new KeyAdministration(
                keys, opened.Store.Ports.Audit, new KeyCallers(keys, new AccessOptions(), TimeProvider.System), TimeProvider.System)
            .CreateAsync("test", AccessNames.KeyScopes, 0, new Actor("test"), TestContext.Current.CancellationToken))!.Value.Text;
        return store;
    }

    /// <summary>
    /// Every answer is in the journal once with its bits, no transaction is there twice, roll-ups count what there is, and state from the
    /// newest snapshot is the state from the beginning. Looks only at entries that it has not seen.
    /// </summary>
    public async Task CheckAsync(IReadOnlyCollection<Answer> answers)
    {
        using var opened = Open();
        var ports = opened.Store.Ports;
        var reader = ports.Reader(opened.Key);
        _fromStart ??= new StreamStates(reader.Models, ports.Journal);
        foreach (var entry in ports.Journal.Read(_fromStart.Sequence))
        {
            if (entry.Kind == EntryKind.Decision)
            {
                _decisions++;
                var decision = await reader.ReadAsync(entry, null, TestContext.Current.CancellationToken);
                string id = Encoding.UTF8.GetString(decision.Transaction.Text(0));
                _sequences.TryAdd(id, entry.Sequence).ShouldBeTrue($"{id} is in the journal twice");
            }
            _fromStart.Fold(entry);
        }
        _fromStart.Sequence.ShouldBe(ports.Journal.LastSequence);
        foreach (var answer in answers)
        {
            var entry = await ports.Journal.FindAsync(answer.Sequence, TestContext.Current.CancellationToken);
            answer.ShouldBeStored(await reader.ReadAsync(
                entry.ShouldNotBeNull($"{answer} is not in the journal"), null, TestContext.Current.CancellationToken));
        }
        (await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken)).GetValueOrDefault(Simulated.Name).ShouldBe(_decisions);
        (await ports.Decisions.VolumeAsync(null, 0, long.MaxValue / 2, 1440, TestContext.Current.CancellationToken)).Sum(
            p => p.Outcomes.Sum()).ShouldBe(_decisions);
        var recovered = Recovery.Run(ports, reader.Models);
        recovered.States.Fingerprint().ShouldBe(_fromStart.Fingerprint(), $"from the snapshot {recovered.SnapshotSequence}");
    }

    /// <summary>One pass over the whole journal computes every decision again.</summary>
    public async Task CheckReplayAsync()
    {
        using var opened = Open();
        long replayed = 0;
        foreach (var result in DecisionReplay.All(
            opened.Store.Ports, opened.Store.Ports.Library(opened.Key), TestContext.Current.CancellationToken))
        {
            result.Differences.ShouldBeEmpty();
            replayed++;
        }
        replayed.ShouldBe(_decisions);
        (await opened.Store.Ports.Audit.VerifyAsync(TestContext.Current.CancellationToken)).FirstBroken.ShouldBeNull();
    }

    /// <summary>Writes a backup beside whatever the server does.</summary>
    public string Backup(int number)
    {
        string file = System.IO.Path.Join(_directory.FullName, $"backup-{number}");
        SqliteBackup.Write(DataFolder.Open(Path, create: false), file, withMasterKey: true);
        return file;
    }

    /// <summary>A backup is a beginning of the journal, whole, with one state.</summary>
    public async Task CheckBackupAsync(string file)
    {
        string path = file + "-restored";
        SqliteRestore.Restore(file, path);
        var folder = DataFolder.Open(path, create: false);
        var key = folder.LoadOrCreateMasterKey();
        using var restored = SqliteStore.Open(folder, key);
        using var opened = Open();
        long last = restored.Ports.Journal.LastSequence;
        last.ShouldBeGreaterThan(0);
        var copy = await restored.Ports.Journal.FindAsync(last, TestContext.Current.CancellationToken);
        var own = await opened.Store.Ports.Journal.FindAsync(last, TestContext.Current.CancellationToken);
        copy!.Body.Span.SequenceEqual(own!.Body.Span).ShouldBeTrue();
        var models = restored.Ports.Library(key);
        var whole = Recovery.Run(restored.Ports, models, usesSnapshots: false);
        whole.Entries.ShouldBe(last);
        whole.States.Fingerprint().ShouldBe(Recovery.Run(restored.Ports, models).States.Fingerprint());
    }

    /// <summary>The newest snapshot's sequence; 0 without.</summary>
    public long NewestSnapshot() => Directory.Exists(System.IO.Path.Join(Path, "snapshots"))
        ? Directory.EnumerateFiles(System.IO.Path.Join(Path, "snapshots"), "*.vigil")
            .Select(f => long.Parse(System.IO.Path.GetFileNameWithoutExtension(f), null)).DefaultIfEmpty().Max() : 0;

    public void Dispose() => _directory.Delete(recursive: true);

    private OpenedStore Open()
    {
        var folder = DataFolder.Open(Path, create: true);
        var key = folder.LoadOrCreateMasterKey();
        return new OpenedStore(SqliteStore.Open(folder, key), key);
    }

    private static async Task<string> ReadyVersion(ScoringService service)
    {
        await service.Ready;
        return Simulated.Models[0].Version;
    }

    private sealed record OpenedStore(SqliteStore Store, MasterKey Key) : IDisposable
    {
        public void Dispose() => Store.Dispose();
    }
}
