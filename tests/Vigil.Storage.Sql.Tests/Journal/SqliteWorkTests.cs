using Vigil.Engine.Operations;

namespace Vigil.Storage.Sql.Tests.Journal;

/// <summary>The conformance of jobs, models and snapshots, on SQLite and files.</summary>
public sealed class SqliteWorkTests : WorkConformanceTests, IDisposable
{
    private readonly TestStore _store = new();

    protected override ProductPorts Reopen() => _store.Reopen();

    public void Dispose() => _store.Dispose();
}
