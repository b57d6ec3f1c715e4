using Vigil.Engine.Operations;

namespace Vigil.Storage.Sql.Tests.Access;

/// <summary>The conformance of users, sessions, keys and secrets, on SQLite.</summary>
public sealed class SqliteAccessTests : AccessConformanceTests, IDisposable
{
    private readonly TestStore _store = new();

    protected override ProductPorts Reopen() => _store.Reopen();

    public void Dispose() => _store.Dispose();
}
