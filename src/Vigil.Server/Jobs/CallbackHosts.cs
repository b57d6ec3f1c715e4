using System.Globalization;

namespace Vigil.Server.Jobs;

/// <summary>The hosts that the configuration lets callbacks go to; without any, none may.</summary>
internal sealed class CallbackHosts(IReadOnlyList<string> allowed)
{
    /// <summary>What an entry is, in words.</summary>
    public const string Form = "a host such as hooks.example.org or *.example.org, with a port where it is not the scheme's own";

    /// <summary>Whether an entry can ever allow an address: a host, or every host below one.</summary>
    public static bool IsEntry(string text)
    {
        string host = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        return !host.Contains('*', StringComparison.Ordinal) && Uri.TryCreate("http://" + host, UriKind.Absolute, out var address)
            && address.PathAndQuery == "/" && address.UserInfo.Length == 0 && address.Fragment.Length == 0
            && (host.Equals(address.IdnHost, StringComparison.OrdinalIgnoreCase)
                || host.Equals(string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost}:{address.Port}"),
                    StringComparison.OrdinalIgnoreCase)
                || host.Equals(address.Authority, StringComparison.OrdinalIgnoreCase));
    }

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
