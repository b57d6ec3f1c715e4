using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Vigil.Server.Access;

namespace Vigil.Server.OpenApi;

/// <summary>Completes the API document: what it is, how to get in, and the routes that read and write their own bytes.</summary>
internal sealed class ApiDocument(EndpointDataSource endpoints) : IOpenApiDocumentTransformer
{
    private const string Bearer = "bearer", ApiKey = "api_key";

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Vigil", Version = "v1",
            Description = "Explained decisions about transactions, durable before they are answered. Errors are ProblemDetails "
                + "(RFC 9457) with a stable `code` and everything that is wrong at once. Times are ISO 8601 in UTC; missing numbers are "
                + "null.",
        };
        document.Servers = [];
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
            Description = "For people: the access token of POST /api/v1/auth/login.",
        });
        document.AddComponent(ApiKey, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key",
            Description = "For programs: a key of POST /api/v1/keys.",
        });
        ExampleSchemas.AddTo(document);
        ShapeSchemas.AddTo(document);
        var permissions = Permissions();
        foreach (var operation in ApiOperations.All)
            Add(document, operation, permissions.GetValueOrDefault((operation.Method, operation.Path)));
        Secure(document, permissions);
        return Task.CompletedTask;
    }

    private static void Add(OpenApiDocument document, ApiOperation operation, string? permission)
    {
        document.Paths ??= [];
        if (!document.Paths.TryGetValue(operation.Path, out var path))
            document.Paths[operation.Path] = path = new OpenApiPathItem();
        var item = (OpenApiPathItem)path;
        item.Operations ??= [];
        item.Operations[HttpMethod.Parse(operation.Method)] = OperationDocument.Of(document, operation, permission);
    }

    // Errors are told of everywhere. Closed by default: whatever asks for a permission needs one of the two credentials.
    private static void Secure(OpenApiDocument document, Dictionary<(string, string), string> permissions)
    {
        foreach (var (route, path) in document.Paths)
            foreach (var (method, operation) in path.Operations ?? [])
            {
                bool needsCredential = permissions.ContainsKey((method.Method, route));
                OperationDocument.AddErrors(document, route, operation, needsCredential);
                if (needsCredential)
                    operation.Security = [Requirement(document, Bearer), Requirement(document, ApiKey)];
            }
    }

    private static OpenApiSecurityRequirement Requirement(OpenApiDocument document, string scheme) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private Dictionary<(string, string), string> Permissions()
    {
        var permissions = new Dictionary<(string, string), string>();
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
            if (endpoint.Metadata.GetMetadata<RequiredPermission>() is { } required)
                foreach (string method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                    permissions[(method, ApiRoutes.PathOf(endpoint))] = required.Name;
        return permissions;
    }
}
