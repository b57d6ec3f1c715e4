using System.Net;

namespace Vigil.Server.Access;

/// <summary>The proxies that are believed when they say for whom they ask: networks of the configuration. Immutable.</summary>
public sealed class TrustedProxies(IReadOnlyList<IPNetwork> networks)
{
    /// <summary>Nobody is believed.</summary>
    public static TrustedProxies None { get; } = new([]);

    /// <summary>As the configuration has them.</summary>
    public IReadOnlyList<IPNetwork> Networks => networks;

    /// <summary>Reads <c>10.0.0.0/8</c>, or an address for itself alone.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        // A network is written by its first address: bits behind the prefix are a slip.
        if (IPNetwork.TryParse(text, out network))
            return IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/')), out var first) && first.Equals(network.BaseAddress);
        if (!IPAddress.TryParse(text, out var address))
            return false;
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }

    /// <summary>Whether an address is that of a proxy.</summary>
    public bool Has(IPAddress? address)
    {
        if (address is null)
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }
}
