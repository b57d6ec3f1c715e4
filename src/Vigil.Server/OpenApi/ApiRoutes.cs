using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Vigil.Server.Access;
using Vigil.Server.Fairness;
using Vigil.Server.Views;

namespace Vigil.Server.OpenApi;

/// <summary>Where the API document and the page that shows it are served.</summary>
public static class ApiRoutes
{
    private const string Document = "/openapi/v1.json", Style = "/docs/vigil.css";

    // As everybody else calls what these answers are.
    private static readonly Dictionary<Type, string> AccessWords = new()
    {
        [typeof(SignedInUser)] = "Account", [typeof(TokenAnswer)] = "Tokens", [typeof(UserAnswer)] = "User",
        [typeof(KeyAnswer)] = "ApiKey", [typeof(AuditAnswer)] = "AuditEntry", [typeof(SavedViewAnswer)] = "SavedView",
        [typeof(ListAnswer<UserAnswer>)] = "UserPage", [typeof(ListAnswer<KeyAnswer>)] = "ApiKeyPage",
        [typeof(ListAnswer<AuditAnswer>)] = "AuditPage", [typeof(ListAnswer<SavedViewAnswer>)] = "SavedViewPage",
    };

    /// <summary>What makes the document.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = type => AccessWords.GetValueOrDefault(type.Type)
            ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer<ApiDocument>();
    });

    /// <summary>Maps the document: static text about the API, open to all.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous().KeepsOffReadLane();

    /// <summary>Serves the page at <c>/docs</c>, with its scripts from here.</summary>
    public static void UseApiPage(this IApplicationBuilder app)
    {
        app.Map(Style, style => style.Run(WriteStyleAsync));
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.DocumentTitle = "Vigil API";
            options.SwaggerEndpoint(Document, "Vigil API v1");
            options.InjectStylesheet(Style);
            // Two hundred models below the routes help nobody; each route shows its own.
            options.DefaultModelsExpandDepth(-1);
        });
    }

    private static async Task WriteStyleAsync(HttpContext context)
    {
        using var style = typeof(ApiRoutes).Assembly.GetManifestResourceStream("api-page.css")!;
        context.Response.ContentType = "text/css; charset=utf-8";
        await style.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>A route's path without what constrains its values.</summary>
    internal static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            _ => "",
        }))));
}
