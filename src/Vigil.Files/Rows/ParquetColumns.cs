using System.Globalization;
using System.Text;
using Vigil.Files.Duck;

namespace Vigil.Files.Rows;

/// <summary>Makes texts of Parquet's columns, whatever their types.</summary>
internal static class ParquetColumns
{
    /// <summary>What to select: structures flattened with dots, lists as JSON, each name once.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="from">The source.</param>
    /// <param name="areNumbers">Which of the columns are numbers.</param>
    /// <exception cref="DuckException">The file is damaged.</exception>
    internal static string Select(DuckConnection connection, string from, out bool[] areNumbers)
    {
        var columns = new List<(string Name, string Text, bool IsNumber)>();
        foreach (var (name, type) in Describe(connection, "* " + from))
            Add(connection, from, name, DuckConnection.Name(name), type, columns);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        areNumbers = [.. columns.Take(RowLimits.Columns).Select(c => c.IsNumber)];
        return string.Join(", ", columns.Take(RowLimits.Columns).Select(c => $"{c.Text} AS {DuckConnection.Name(Once(c.Name, names))}"));
    }

    private static void Add(
        DuckConnection connection, string from, string name, string value, string type,
        List<(string Name, string Text, bool IsNumber)> columns)
    {
        bool isList = type.EndsWith(']') || type.StartsWith("MAP(", StringComparison.Ordinal);
        if (isList || !type.StartsWith("STRUCT(", StringComparison.Ordinal))
        {
            columns.Add((name, Text(value, type, isList), !isList && IsNumber(type)));
            return;
        }
        foreach (var (field, inner) in Describe(connection, $"unnest({value}) {from}"))
            Add(connection, from, $"{name}.{field}", $"struct_extract({value}, {DuckConnection.Quote(field)})", inner, columns);
    }

    private static bool IsNumber(string type) =>
        type is "FLOAT" or "DOUBLE" || type.StartsWith("DECIMAL(", StringComparison.Ordinal)
        || type.EndsWith("INT", StringComparison.Ordinal) || type.EndsWith("INTEGER", StringComparison.Ordinal);

    private static string Text(string value, string type, bool isList) => type switch
    {
        _ when isList => $"CAST(to_json({value}) AS VARCHAR)",
        // A program that has no empty integers writes identifiers as 70012.0.
        "FLOAT" or "DOUBLE" => $"CASE WHEN isfinite({value}) THEN regexp_replace(CAST({value} AS VARCHAR), '\\.0$', '') END",
        _ => $"CAST({value} AS VARCHAR)",
    };

    private static List<(string Name, string Type)> Describe(DuckConnection connection, string query)
    {
        using var rows = new DuckTexts(connection, $"SELECT column_name, column_type FROM (DESCRIBE SELECT {query})");
        var columns = new List<(string, string)>();
        while (rows.Read())
            columns.Add((Encoding.UTF8.GetString(rows.Text(0)), Encoding.UTF8.GetString(rows.Text(1))));
        return columns;
    }

    private static string Once(string name, HashSet<string> names)
    {
        string once = name;
        for (int number = 2; !names.Add(once); number++)
            once = string.Create(CultureInfo.InvariantCulture, $"{name} ({number})");
        return once;
    }
}
