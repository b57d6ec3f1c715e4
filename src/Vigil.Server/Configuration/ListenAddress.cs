using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Vigil.Server.Configuration;

/// <summary>Where the server listens, as people write it.</summary>
public static class ListenAddress
{
    private const string Scheme = "http://";

    /// <summary>Reads <c>http://127.0.0.1:8080</c>; also <c>[::1]</c>, <c>localhost</c> and <c>*</c> as hosts.</summary>
    public static bool TryParse(string text, out IPEndPoint address)
    {
        address = new IPEndPoint(IPAddress.Loopback, 0);
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            return false;
        string rest = text[Scheme.Length..].TrimEnd('/');
        int colon = rest.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return false;
        string host = rest[..colon];
        var ip = host switch { "localhost" => IPAddress.Loopback, "*" or "+" => IPAddress.IPv6Any, _ => null };
        if (ip is null && !(host.Contains(':', StringComparison.Ordinal) == host.StartsWith('[') && IPAddress.TryParse(host, out ip)))
            return false;
        address = new IPEndPoint(ip, port);
        return true;
    }

    /// <summary>Refuses to start where another program listens, before anything else is done.</summary>
    /// <exception cref="IOException">An address is in use, or is none of this machine.</exception>
    public static void RequireFree(IEnumerable<IPEndPoint> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        foreach (var address in addresses.Where(a => a.Port > 0))
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (address.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            try
            {
                socket.Bind(address);
            }
            catch (SocketException e)
            {
                throw new IOException(e.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"{address} is in use by another program: stop it, or listen elsewhere (--listen http://127.0.0.1:8081)"
                    : $"{address} cannot be listened at: {e.Message}");
            }
        }
    }

    /// <summary>The address as a browser takes it.</summary>
    public static string Text(IPEndPoint address) => Scheme + address;
}
