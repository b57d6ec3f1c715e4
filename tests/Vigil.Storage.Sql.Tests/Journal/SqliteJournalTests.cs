using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Journal;

/// <summary>The journal's conformance, on SQLite.</summary>
public sealed class SqliteJournalTests : JournalConformanceTests, IDisposable
{
    private readonly TestStore _store = new();

    protected override StoragePorts Reopen() => _store.Reopen();

    public void Dispose() => _store.Dispose();
}
