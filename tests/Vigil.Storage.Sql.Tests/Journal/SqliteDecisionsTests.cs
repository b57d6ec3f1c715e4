using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Journal;

/// <summary>The conformance of questions about decisions, on SQLite.</summary>
public sealed class SqliteDecisionsTests : DecisionConformanceTests, IDisposable
{
    private readonly TestStore _store = new();

    protected override StoragePorts Reopen() => _store.Reopen();

    public void Dispose() => _store.Dispose();
}
