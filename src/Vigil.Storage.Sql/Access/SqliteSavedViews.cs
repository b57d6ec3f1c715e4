using Dapper;
using Vigil.Engine.Access;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Access;

/// <summary>Saved views in SQLite.</summary>
internal sealed class SqliteSavedViews(SqliteDatabase database) : ISavedViewStore
{
    /// <inheritdoc/>
    public IReadOnlyList<SavedView> List(string person) => database.Read(connection => connection.Rows(
        "SELECT name, address, created FROM saved_view WHERE person = @person ORDER BY name", new { person },
        row => new SavedView(row.GetString(0), row.GetString(1), row.GetInt64(2))));

    /// <inheritdoc/>
    public IReadOnlyList<(string Person, SavedView View)> All() => database.Read(connection => connection.Rows(
        "SELECT person, name, address, created FROM saved_view ORDER BY person, name", null,
        row => (row.GetString(0), new SavedView(row.GetString(1), row.GetString(2), row.GetInt64(3)))));

    /// <inheritdoc/>
    public bool Save(string person, SavedView view, int most) => database.Write(connection => connection.Execute("""
        INSERT INTO saved_view SELECT @person, @Name, @Address, @Created
        WHERE (SELECT count(*) FROM saved_view WHERE person = @person AND name <> @Name) < @most
        ON CONFLICT (person, name) DO UPDATE SET address = excluded.address, created = excluded.created
        """, new { person, view.Name, view.Address, view.Created, most }) > 0);

    /// <inheritdoc/>
    public bool Remove(string person, string name) => database.Write(connection =>
        connection.Execute("DELETE FROM saved_view WHERE person = @person AND name = @name", new { person, name }) > 0);
}
