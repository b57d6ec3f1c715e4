namespace Vigil.Server.Access;

/// <summary>In which header a proxy says for whom it asks.</summary>
public enum ProxyHeader
{
    /// <summary><c>X-Forwarded-For</c> with <c>X-Forwarded-Proto</c>.</summary>
    XForwardedFor,

    /// <summary><c>Forwarded</c>, of RFC 7239.</summary>
    Forwarded,
}
