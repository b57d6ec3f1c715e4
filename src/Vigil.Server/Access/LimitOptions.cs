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

    /// <summary>Bytes of a body.</summary>
    public long BodyBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of a body that holds many transactions.</summary>
    public long BatchBytes { get; init; } = 32 << 20;
}
