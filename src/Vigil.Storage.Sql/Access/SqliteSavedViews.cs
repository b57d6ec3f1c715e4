using Dapper;
using Vigil.Engine.Access;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Access;

/// <summary>Saved views in SQLite.</summary>
internal sealed class SqliteSavedViews(SqliteDatabase database) : ISavedViewStore
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SavedView>> ListAsync(string person, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<SavedView>>(connection => connection.Rows(
        "SELECT name, address, created FROM saved_view WHERE person = @person ORDER BY name", new { person },
        row => new SavedView(row.GetString(0), row.GetString(1), row.GetInt64(2))), cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<(string Person, SavedView View)>> AllAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<(string Person, SavedView View)>>(connection => connection.Rows(
        "SELECT person, name, address, created FROM saved_view ORDER BY person, name", null,
        row => (row.GetString(0), new SavedView(row.GetString(1), row.GetString(2), row.GetInt64(3)))), cancellation);

    /// <inheritdoc/>
    public ValueTask<bool> SaveAsync(string person, SavedView view, int most, CancellationToken cancellation) =>
        database.WriteAsync(connection => connection.Execute("""
        INSERT INTO saved_view SELECT @person, @Name, @Address, @Created
        WHERE (SELECT count(*) FROM saved_view WHERE person = @person AND name <> @Name) < @most
        ON CONFLICT (person, name) DO UPDATE SET address = excluded.address, created = excluded.created
        """, new { person, view.Name, view.Address, view.Created, most }) > 0, cancellation);

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(string person, string name, CancellationToken cancellation) => database.WriteAsync(connection =>
        connection.Execute("DELETE FROM saved_view WHERE person = @person AND name = @name", new { person, name }) > 0, cancellation);
}
