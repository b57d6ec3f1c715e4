using SQLitePCL;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Projections;

/// <summary>What projections of one connection share: its statements, and the numbers of names.</summary>
internal sealed class Tables(string file, sqlite3 database) : IDisposable
{
    private readonly List<Statement> _statements = [];

    /// <summary>The numbers of names.</summary>
    public NameTable Names { get; } = new(file, database);

    /// <summary>Prepares a statement; it lives as long as this.</summary>
    public Statement Prepare(string sql)
    {
        var statement = new Statement(file, database, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs a statement once.</summary>
    public void Run(string sql)
    {
        using var statement = new Statement(file, database, sql);
        statement.Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Names.Dispose();
        _statements.ForEach(statement => statement.Dispose());
    }
}
