using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Vigil.Server.Access;

/// <summary>
/// For whom a proxy asks: the address and the scheme of the client, from <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> or from
/// <c>Forwarded</c> (RFC 7239), when a stated proxy says so. From anybody else these headers are only text, and so is the header that the
/// proxy does not write: a client can send it through. Everything behind it (limits, audit, cookies, HSTS) sees the client.
/// </summary>
public static class ForwardedClient
{
    private const string Address = "X-Forwarded-For", Scheme = "X-Forwarded-Proto", Both = "Forwarded";

    /// <summary>To be used before everything that asks for the address or the scheme.</summary>
    public static IApplicationBuilder UseForwardedClient(this IApplicationBuilder app, TrustedProxies proxies) =>
        proxies.Networks.Count == 0 ? app : app.Use((context, next) =>
        {
            if (proxies.Has(context.Connection.RemoteIpAddress))
                Apply(context, proxies);
            return next(context);
        });

    private static void Apply(HttpContext context, TrustedProxies proxies)
    {
        var headers = context.Request.Headers;
        bool hasBoth = headers.ContainsKey(Address) && headers.ContainsKey(Both);
        var hops = proxies.Header switch
        {
            ProxyHeader.XForwardedFor => Hops(headers[Address], headers[Scheme]),
            ProxyHeader.Forwarded => Hops(headers[Both]),
            // One of them is the client's own, and nobody knows which.
            _ => hasBoth ? [] : headers.TryGetValue(Address, out var clients) ? Hops(clients, headers[Scheme]) : Hops(headers[Both]),
        };
        // Each proxy adds who asked it: from the end, the first that is no proxy of ours is the client. What stands before, it may have
        // made up.
        for (int i = hops.Count - 1; i >= 0; i--)
        {
            if (hops[i].Scheme is "http" or "https")
                context.Request.Scheme = hops[i].Scheme!;
            if (!TryAddress(hops[i].For, out var address))
                return;
            context.Connection.RemoteIpAddress = address;
            if (!proxies.Has(address))
                return;
        }
    }

    private static List<(string For, string? Scheme)> Hops(StringValues addresses, StringValues schemes)
    {
        string[] clients = Split(addresses), words = Split(schemes);
        // One scheme for many hops is that of the first connection, as most proxies hand it on.
        return [.. clients.Select((client, i) => (client, (string?)(words.Length == clients.Length ? words[i] : words.LastOrDefault())))];
    }

    private static List<(string For, string? Scheme)> Hops(StringValues forwarded)
    {
        var hops = new List<(string, string?)>();
        foreach (string element in Split(forwarded))
        {
            string client = "";
            string? scheme = null;
            foreach (string pair in element.Split(';', StringSplitOptions.TrimEntries))
                if (pair.StartsWith("for=", StringComparison.OrdinalIgnoreCase))
                    client = pair[4..].Trim('"');
                else if (pair.StartsWith("proto=", StringComparison.OrdinalIgnoreCase))
                    scheme = pair[6..].Trim('"').ToLowerInvariant();
            hops.Add((client, scheme));
        }
        return hops;
    }

    private static string[] Split(StringValues values) =>
        values.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // With or without a port: 192.0.2.1:4711, [2001:db8::1]:4711.
    private static bool TryAddress(string text, out IPAddress address)
    {
        address = IPAddress.None;
        bool hasPort = text.StartsWith('[') || text.Count(c => c == ':') == 1;
        if (hasPort && IPEndPoint.TryParse(text, out var point))
            address = point.Address;
        else if (!hasPort && IPAddress.TryParse(text, out var plain))
            address = plain;
        return !address.Equals(IPAddress.None);
    }
}
