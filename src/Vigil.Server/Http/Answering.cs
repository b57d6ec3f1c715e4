using Microsoft.AspNetCore.Http;

namespace Vigil.Server.Http;

/// <summary>Routes of handlers that return what is to be answered.</summary>
internal static class Answering
{
    /// <summary>Runs a handler and sends its result, without any binding of parameters.</summary>
    public static RequestDelegate With(Func<HttpContext, Task<IResult>> handler) => async context =>
        await (await handler(context).ConfigureAwait(false)).ExecuteAsync(context).ConfigureAwait(false);
}
