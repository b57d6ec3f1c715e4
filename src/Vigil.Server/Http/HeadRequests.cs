using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Vigil.Server.Http;

/// <summary>HEAD is answered as GET is, without the body.</summary>
public static class HeadRequests
{
    private static readonly object Key = new();

    /// <summary>To be used before routing.</summary>
    public static IApplicationBuilder UseHead(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }
        context.Items[Key] = Key;
        context.Request.Method = HttpMethods.Get;
        try
        {
            // The server itself sends no body to HEAD, whatever is written.
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    });

    /// <summary>Whether only the head of the answer is wanted: nothing long has to be made.</summary>
    internal static bool WantsOnlyHead(this HttpContext context) => context.Items.ContainsKey(Key);
}
