namespace Vigil.Storage.Sql;

/// <summary>How a store is opened.</summary>
public sealed record SqliteOptions
{
    /// <summary>Only reading, beside a service that writes; nothing in the folder is changed. Writing throws.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>How long to wait for another process that writes, in milliseconds.</summary>
    public int BusyTimeoutMs { get; init; } = 10_000;

    /// <summary>Memory for pages of the writing connection, in MiB.</summary>
    public int CacheMiB { get; init; } = 64;

    /// <summary>Snapshots that are kept.</summary>
    public int Snapshots { get; init; } = 3;

    /// <summary>The most that the database may grow to, in pages of 4096 bytes; null for no limit but the disk's.</summary>
    public long? MaxPages { get; init; }

    /// <summary>
    /// Told how many entries of the journal of an earlier version were taken over and how many there are: at the beginning, about once in
    /// a thousand, at the end. Never told when there is nothing to take over.
    /// </summary>
    public Action<long, long>? TakingOver { get; init; }
}
