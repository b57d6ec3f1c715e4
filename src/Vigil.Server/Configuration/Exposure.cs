using System.Net;

namespace Vigil.Server.Configuration;

/// <summary>Whether what is sent can be read on the way.</summary>
public static class Exposure
{
    /// <summary>A warning when other machines reach the service without TLS, as far as the configuration tells; null otherwise.</summary>
    public static string? Warning(ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var open = options.Listen.Where(address => !IPAddress.IsLoopback(address.Address)).Select(ListenAddress.Text).ToList();
        return open.Count == 0 || options.Proxies.Networks.Count > 0 ? null
            : $"Other machines reach {string.Join(", ", open)} without TLS: passwords and keys can be read on the way. Put a proxy with "
                + "TLS before it and state it (proxies: [its address]), or listen at http://127.0.0.1:8080.";
    }
}
