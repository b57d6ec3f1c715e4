using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Vigil.Storage.Sql.Databases;

/// <summary>Rows as values.</summary>
internal static class RowReading
{
    /// <summary>All rows of a question.</summary>
    public static List<T> Rows<T>(this SqliteConnection connection, string sql, object? arguments, Func<IDataRecord, T> row)
    {
        using var reader = connection.ExecuteReader(sql, arguments);
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>A real number, NaN where the column is null.</summary>
    public static double Real(this IDataRecord row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);

    /// <summary>A whole number, or null.</summary>
    public static long? Whole(this IDataRecord row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>Bytes, empty where there are none.</summary>
    public static byte[] Bytes(this IDataRecord row, int column) => row.IsDBNull(column) ? [] : (byte[])row.GetValue(column);
}
