using System.Net;
using System.Net.Sockets;

namespace Vigil.Engine.Access;

/// <summary>
/// By what clients without a credential are told apart: an IPv4 address, or an IPv6 network of 2^64 addresses, for who has one of them has
/// all.
/// </summary>
public static class ClientNetwork
{
    private const int NetworkBytes = 8;

    /// <summary>The address itself, or the first one of its network.</summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>The same for a written address; a text that is none stands for itself.</summary>
    public static string Of(string address) => IPAddress.TryParse(address, out var parsed) ? Of(parsed).ToString() : address;
}
