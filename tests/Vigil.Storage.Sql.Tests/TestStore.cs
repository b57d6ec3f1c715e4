using Vigil.Engine.Operations;

namespace Vigil.Storage.Sql.Tests;

/// <summary>A store in a folder of its own that can be closed and opened again.</summary>
internal sealed class TestStore : IDisposable
{
    private SqliteStore? _store;

    public TestFolder Place { get; } = new();

    public ProductPorts Reopen(SqliteOptions? options = null)
    {
        Close();
        return (_store = Place.OpenEntries(options)).Ports;
    }

    /// <summary>The store as a whole, open.</summary>
    public SqliteStore Whole => _store ?? throw new InvalidOperationException("Open it first.");

    public void Close()
    {
        _store?.Dispose();
        _store = null;
    }

    public void Dispose()
    {
        Close();
        Place.Dispose();
    }
}
