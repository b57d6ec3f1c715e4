using System.Net;

namespace Vigil.Server.Access;

/// <summary>The proxies that are believed when they say for whom they ask: networks of the configuration. Immutable.</summary>
/// <param name="networks">Where they are.</param>
/// <param name="header">What they write; null for either, as long as a request has one of them only.</param>
public sealed class TrustedProxies(IReadOnlyList<IPNetwork> networks, ProxyHeader? header = null)
{
    /// <summary>The words of the configuration.</summary>
    public static IReadOnlyDictionary<string, ProxyHeader> Headers { get; } = new Dictionary<string, ProxyHeader>
    {
        ["x-forwarded-for"] = ProxyHeader.XForwardedFor, ["forwarded"] = ProxyHeader.Forwarded,
    };

    /// <summary>Nobody is believed.</summary>
    public static TrustedProxies None { get; } = new([]);

    /// <summary>As the configuration has them.</summary>
    public IReadOnlyList<IPNetwork> Networks => networks;

    /// <summary>What they write; null for either, as long as a request has one of them only.</summary>
    public ProxyHeader? Header => header;

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
