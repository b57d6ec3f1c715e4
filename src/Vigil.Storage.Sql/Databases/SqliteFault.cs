using Microsoft.Data.Sqlite;
using SQLitePCL;
using Vigil.Engine.Journal;

namespace Vigil.Storage.Sql.Databases;

/// <summary>SQLite's errors in words for an operator.</summary>
internal static class SqliteFault
{
    /// <summary>What a result code of SQLite means for that file.</summary>
    public static StorageException Of(string file, int code, string detail, Exception? cause = null) =>
        new($"{Words(file, code & 0xff)} (SQLite {code}: {detail})", cause);

    /// <inheritdoc cref="Of(string, int, string, Exception?)"/>
    public static StorageException Of(string file, SqliteException e) => Of(file, e.SqliteExtendedErrorCode, e.Message, e);

    private static string Words(string file, int code) => code switch
    {
        raw.SQLITE_FULL => $"The disk that holds {file} is full: nothing was written. Free space there; the service then goes on.",
        raw.SQLITE_READONLY => $"{file} cannot be written: it, its folder or its disk is read-only. Make it writable for this user.",
        raw.SQLITE_IOERR => $"The disk failed while {file} was read or written. Check the disk and its free space; then start again.",
        raw.SQLITE_CORRUPT => $"{file} is damaged. Stop the service and restore a backup into an empty folder: vigil restore FILE.",
        raw.SQLITE_NOTADB => $"{file} is not a SQLite database, or is damaged. Check the folder, or restore a backup: vigil restore FILE.",
        raw.SQLITE_BUSY => $"{file} is being written by another process, for longer than was waited. Try again when it has ended.",
        raw.SQLITE_CANTOPEN => $"{file} cannot be opened. Check that the folder exists and that this user may read and write it.",
        raw.SQLITE_PERM => $"{file} cannot be opened: this user may not. Give the user access to the folder.",
        _ => $"{file} could not be read or written.",
    };
}
