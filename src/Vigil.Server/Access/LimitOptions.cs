namespace Vigil.Server.Access;

/// <summary>How much one caller may ask for.</summary>
public sealed record LimitOptions
{
    /// <summary>Requests a second of one API key, with as many at once.</summary>
    public int KeyPerSecond { get; init; } = 50_000;

    /// <summary>Requests a second of one person.</summary>
    public int PersonPerSecond { get; init; } = 200;

    /// <summary>Requests a second from one address without a valid credential.</summary>
    public int AnonymousPerSecond { get; init; } = 100;

    /// <summary>Attempts to sign in a minute from one address.</summary>
    public int LoginsPerMinute { get; init; } = 10;

    /// <summary>Event streams of one caller at a time.</summary>
    public int LivePerCaller { get; init; } = 50;

    /// <summary>Event streams of all callers at a time.</summary>
    public int Live { get; init; } = 500;

    /// <summary>Exports of one caller at a time.</summary>
    public int ExportsPerCaller { get; init; } = 2;

    /// <summary>Exports of all callers at a time.</summary>
    public int Exports { get; init; } = 8;

    /// <summary>Decisions that one caller has recomputed at a time.</summary>
    public int ReplaysPerCaller { get; init; } = 2;

    /// <summary>Decisions that all callers have recomputed or waiting at a time; one is under way.</summary>
    public int Replays { get; init; } = 8;

    /// <summary>Requests of one caller under way at a time.</summary>
    public int RequestsPerCaller { get; init; } = 1_000;

    /// <summary>Connections from one address at a time; stated proxies may have any number.</summary>
    public int ConnectionsPerAddress { get; init; } = 2_000;

    /// <summary>Bytes of a body.</summary>
    public long BodyBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of a body that holds many transactions.</summary>
    public long BatchBytes { get; init; } = 32 << 20;
}
