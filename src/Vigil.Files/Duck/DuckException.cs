namespace Vigil.Files.Duck;

/// <summary>DuckDB's own words for what went wrong.</summary>
internal sealed class DuckException(string message) : IOException(message);
