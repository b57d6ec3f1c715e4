using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Journal;

/// <summary>The journal's conformance, on SQLite.</summary>
public sealed class SqliteJournalTests : JournalConformanceTests, IDisposable
{
    private readonly TestFolder _folder = new();
    private SqliteStore? _store;

    protected override StoragePorts Reopen()
    {
        _store?.Dispose();
        return (_store = _folder.Open()).Ports;
    }

    public void Dispose()
    {
        _store?.Dispose();
        _folder.Dispose();
    }
}
