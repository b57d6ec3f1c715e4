using Microsoft.AspNetCore.Http;

namespace Vigil.Server.Access;

/// <summary>
/// The refresh token of browsers: out of reach of scripts, sent to nothing but the routes of signing in, and counted only together with a
/// header that no form and no other site can send.
/// </summary>
internal static class RefreshCookie
{
    public const string Name = "vigil_refresh", Header = "X-Vigil-Client", Console = "console", Path = "/api/v1/auth";

    /// <summary>Whether the console is asking.</summary>
    public static bool IsWanted(HttpContext context) => context.Request.Headers[Header] == Console;

    /// <summary>The token, or null.</summary>
    public static string? Read(HttpContext context) => IsWanted(context) ? context.Request.Cookies[Name] : null;

    /// <summary>Hands the token over.</summary>
    public static void Write(HttpContext context, string token, TimeSpan age) =>
        context.Response.Cookies.Append(Name, token, Options(context, age));

    /// <summary>Takes the token away.</summary>
    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = Path,
        MaxAge = age,
        IsEssential = true,
    };
}
