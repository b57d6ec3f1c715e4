using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Tests;

/// <summary>Connections to a database file.</summary>
public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Read_QuestionThatThrows_LeaksNoConnection()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "open files are counted in /proc");
        string file = _store.Reopen().Journal.LastSequence >= 0 ? _store.Place.Folder.DatabaseFile : "";
        using var database = new SqliteDatabase(file, new SqliteOptions());
        database.Read(_ => true);
        int before = Open(file);

        for (int i = 0; i < 20; i++)
        {
            Should.Throw<InvalidDataException>(() => database.Read<bool>(_ => throw new InvalidDataException("damaged")));
            Should.Throw<InvalidDataException>(() => database.Write<bool>(_ => throw new InvalidDataException("damaged")));
            Should.Throw<Engine.Journal.StorageException>(() => database.Read(c => Dapper.SqlMapper.Execute(c, "no sql")));
        }

        // The one that reads and the one that writes.
        Open(file).ShouldBeLessThanOrEqualTo(before + 1);
        database.Read(_ => true).ShouldBeTrue();
    }

    private static int Open(string file) =>
        Directory.EnumerateFiles("/proc/self/fd").Count(link => new FileInfo(link).LinkTarget == file);
}
