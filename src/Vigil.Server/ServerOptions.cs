using System.Net;
using Vigil.Server.Access;

namespace Vigil.Server;

/// <summary>How the HTTP server behaves.</summary>
public sealed record ServerOptions
{
    /// <summary>Addresses to listen at; port 0 takes a free one.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new IPEndPoint(IPAddress.Loopback, 8080)];

    /// <summary>The stream of <c>/predict</c>; null for the only one, or <c>credit_card_fraud</c>.</summary>
    public string? DefaultStream { get; init; }

    /// <summary>
    /// Hosts, with port where it is not the scheme's own, that may be told that asynchronous requests are done; none by default.
    /// </summary>
    public IReadOnlyList<string> CallbackHosts { get; init; } = [];

    /// <summary>Where new heads of the audit log are told; null for nowhere. See <see cref="CallbackHosts"/> for http.</summary>
    public Uri? AuditWebhook { get; init; }

    /// <summary>The proxies that are believed when they say for whom they ask.</summary>
    public TrustedProxies Proxies { get; init; } = TrustedProxies.None;

    /// <summary>The most transactions in one request, 1…100,000.</summary>
    public int BatchTransactions { get; init; } = 10_000;

    /// <summary>How long jobs that have ended can be asked for, from when they were asked to be done.</summary>
    public TimeSpan JobsKept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The greatest count of connections at a time.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>How long a client may take to send the head of a request.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long requests that are under way may take to end when the server stops.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
