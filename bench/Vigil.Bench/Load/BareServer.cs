using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Vigil.Bench.Load;

/// <summary>HTTP and nothing else: reads the body and answers with as many bytes as a decision has.</summary>
internal static class BareServer
{
    public const string Command = "bare-server";
    private const int AnswerBytes = 400;

    public static void Run(IPEndPoint address)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(address, endpoint => endpoint.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        byte[] answer = new byte[AnswerBytes];
        answer.AsSpan().Fill((byte)' ');
        app.Run(context => AnswerAsync(context, answer));
        app.Run();
    }

    private static async Task AnswerAsync(HttpContext context, byte[] answer)
    {
        var reader = context.Request.BodyReader;
        for (bool isEnd = false; !isEnd;)
        {
            var read = await reader.ReadAsync();
            reader.AdvanceTo(read.Buffer.End);
            isEnd = read.IsCompleted;
        }
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer);
    }
}
