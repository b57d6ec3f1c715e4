using System.Globalization;
using Vigil.Engine.Journal;

namespace Vigil.Storage.Sql.Protection;

/// <summary>
/// Who was erased and when, as keyed hashes, a line each, beside the database and in no backup: an older copy of the database knows
/// nothing of them. Thread-safe.
/// </summary>
internal sealed class ErasureRegister(string file)
{
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
                stream.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time} {entity:x32}\n")));
                stream.Flush(flushToDisk: true);
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not StorageException))
        {
            throw new StorageException($"{file} cannot be written: {e.Message} Nobody was erased; check the disk.", e);
        }
    }

    /// <summary>The entities that were erased at a time or later.</summary>
    /// <exception cref="StorageException">A line cannot be read.</exception>
    public IReadOnlyCollection<UInt128> Since(DateTimeOffset from)
    {
        long first = (from - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var found = new HashSet<UInt128>();
        foreach (var (at, line) in (File.Exists(file) ? File.ReadLines(file) : []).Index())
        {
            string[] parts = line.Split(' ');
            if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long time)
                || !UInt128.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var entity))
                throw new StorageException($"{file}, line {at + 1}: a time and a hash are expected. Take the register from another copy.");
            if (time >= first)
                found.Add(entity);
        }
        return found;
    }
}
