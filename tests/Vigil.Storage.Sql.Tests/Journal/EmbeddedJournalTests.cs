using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Journal;

/// <summary>The journal's conformance, in files with SQLite's tables behind them.</summary>
public sealed class EmbeddedJournalTests : JournalConformanceTests, IDisposable
{
    private readonly TestStore _store = new();

    protected override StoragePorts Reopen() => _store.Reopen();

    public void Dispose() => _store.Dispose();
}
