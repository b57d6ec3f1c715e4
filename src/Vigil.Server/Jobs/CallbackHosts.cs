using System.Globalization;

namespace Vigil.Server.Jobs;

/// <summary>The hosts that the configuration lets callbacks go to; without any, none may.</summary>
internal sealed class CallbackHosts(IReadOnlyList<string> allowed)
{
    /// <summary>What an address must be, in words.</summary>
    public string Expected => allowed.Count == 0 ? "no callback_url: the configuration allows no hosts (callbacks: allow)"
        : "an http or https address of one of these hosts: " + string.Join(", ", allowed);

    /// <summary>Whether an address may be told.</summary>
    public bool Allows(string url, out Uri address)
    {
        bool isAddress = Uri.TryCreate(url, UriKind.Absolute, out address!) && address.Scheme is "http" or "https"
            && address.UserInfo.Length == 0;
        if (!isAddress)
            return false;
        string host = address.IdnHost, withPort = string.Create(CultureInfo.InvariantCulture, $"{host}:{address.Port}");
        bool usesOwnPort = address.IsDefaultPort;
        return allowed.Any(entry => Fits(entry, withPort) || (usesOwnPort && Fits(entry, host)));
    }

    // *.example.org is every host below example.org, not itself.
    private static bool Fits(string entry, string host) => entry.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase) && host.Length > entry.Length - 1
        : host.Equals(entry, StringComparison.OrdinalIgnoreCase);
}
