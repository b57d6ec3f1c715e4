using System.Globalization;
using Vigil.Engine.Journal;

namespace Vigil.Storage.Sql.Protection;

/// <summary>
/// Who was erased and when, as keyed hashes, a line each, beside the database and in no backup: an older copy of the database knows
/// nothing of them. Thread-safe.
/// </summary>
internal sealed class ErasureRegister(string file)
{
    private const int HashDigits = 32;
    private readonly Lock _lock = new();

    /// <summary>Adds an entity; on disk when it returns.</summary>
    /// <param name="time">In microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="entity">Its keyed hash.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Add(long time, UInt128 entity)
    {
        try
        {
            lock (_lock)
            {
                using var stream = OwnerOnly.Open(file, FileMode.Append, FileAccess.Write, FileShare.Read);
                // In one write, beginning with the end of a line that was torn.
                string line = string.Create(CultureInfo.InvariantCulture, $"\n{time} {entity:x32}\n");
                stream.Write(System.Text.Encoding.ASCII.GetBytes(line));
                stream.Flush(flushToDisk: true);
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not StorageException))
        {
            throw new StorageException($"{file} cannot be written: {e.Message} Nobody was erased; check the disk.", e);
        }
    }

    /// <summary>
    /// The entities that were erased at a time or later. A line that was torn is of an erasure that was not done; one that was written
    /// behind it counts at any time.
    /// </summary>
    /// <param name="first">In microseconds since 1970-01-01T00:00:00Z.</param>
    public IReadOnlyCollection<UInt128> Since(long first)
    {
        var found = new HashSet<UInt128>();
        foreach (string line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            string[] parts = line.Split(' ');
            if (parts.Length < 2 || parts[^1].Length != HashDigits
                || !UInt128.TryParse(parts[^1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var entity))
                continue;
            bool isBefore = parts.Length == 2
                && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long time) && time < first;
            if (!isBefore)
                found.Add(entity);
        }
        return found;
    }
}
