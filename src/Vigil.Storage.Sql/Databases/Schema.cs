using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Storage.Sql.Journal;

namespace Vigil.Storage.Sql.Databases;

/// <summary>The tables: numbered steps that only go forward. A newer database is refused, as are files of other programs.</summary>
internal static class Schema
{
    /// <summary>The number of the newest step that this program knows.</summary>
    public const int Newest = 6;

    /// <summary>Up to the step before this one the journal was a table.</summary>
    public const int JournalInFiles = 5;

    // "VIGL" in the file's header.
    private const int ApplicationId = 0x5649_474C;
    private const string KeyCheck = "master-key-check";

    /// <summary>Brings a database to the newest step, creating it if it is empty, and checks that the master key is its own.</summary>
    /// <param name="database">The database.</param>
    /// <param name="journal">Where its journal goes when it has it in a table still.</param>
    /// <param name="key">The master key; null for one that is not checked.</param>
    /// <param name="takingOver">Told how far that is: entries, and of how many.</param>
    public static void Prepare(SqliteDatabase database, SegmentFolder journal, MasterKey? key, Action<long, long>? takingOver = null)
    {
        using var turn = database.TakeTurn();
        try
        {
            using var connection = database.Connect(SqliteOpenMode.ReadWriteCreate, cacheMiB: 8);
            if (IsNew(connection))
                connection.Execute("PRAGMA auto_vacuum=INCREMENTAL");
            else
                CheckVersion(connection, database.File);
            connection.Execute("PRAGMA journal_mode=WAL");
            using (var transaction = connection.BeginTransaction(deferred: false))
            {
                if (IsNew(connection))
                    connection.Execute($"PRAGMA application_id={ApplicationId}");
                int version = CheckVersion(connection, database.File);
                for (int step = version + 1; step <= Newest; step++)
                {
                    if (step == JournalInFiles)
                        JournalExport.Run(connection, journal, takingOver);
                    connection.Execute(Step(step) + $";PRAGMA user_version={step}");
                }
                if (version == 0 && key is not null)
                    connection.Execute("INSERT INTO secret VALUES (@KeyCheck, @value)", new { KeyCheck, value = key.Derive(KeyCheck) });
                transaction.Commit();
            }
            if (key is not null)
                CheckKey(connection, database.File, key);
        }
        catch (SqliteException e)
        {
            throw SqliteFault.Of(database.File, e);
        }
    }

    /// <summary>Checks the same without changing anything.</summary>
    public static void Check(SqliteDatabase database, MasterKey key) => database.Read(connection =>
    {
        int version = CheckVersion(connection, database.File);
        if (version < Newest)
            throw new StorageException($"{database.File} has schema {version}; this program needs {Newest}. Start the service once: "
                + "it brings the store up to date.");
        CheckKey(connection, database.File, key);
        return true;
    });

    private static bool IsNew(SqliteConnection connection) => connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema") == 0;

    private static int CheckVersion(SqliteConnection connection, string file)
    {
        if (connection.ExecuteScalar<int>("PRAGMA application_id") != ApplicationId)
            throw new StorageException($"{file} is a database of another program. Check the folder.");
        int version = connection.ExecuteScalar<int>("PRAGMA user_version");
        return version <= Newest ? version : throw new StorageException(
            $"{file} has schema {version}; this program knows 1 to {Newest}. A newer version of Vigil wrote it: use that one.");
    }

    private static void CheckKey(SqliteConnection connection, string file, MasterKey key)
    {
        byte[]? stored = connection.ExecuteScalar<byte[]?>("SELECT value FROM secret WHERE name = @KeyCheck", new { KeyCheck });
        if (stored is null || !CryptographicOperations.FixedTimeEquals(stored, key.Derive(KeyCheck)))
            throw new StorageException($"{file} was created with another master key. Use that key: master.key of this folder, or "
                + "VIGIL_MASTER_KEY.");
    }

    private static string Step(int number)
    {
        using var stream = typeof(Schema).Assembly.GetManifestResourceStream($"{number:D4}")
            ?? throw new InvalidOperationException($"Migration {number:D4} is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
