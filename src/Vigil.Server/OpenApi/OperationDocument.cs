using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace Vigil.Server.OpenApi;

/// <summary>One operation of the API document.</summary>
internal static partial class OperationDocument
{
    private const string ProblemName = "Problem", ProblemType = "application/problem+json";

    /// <summary>The operation with parameters, bodies, answers and examples.</summary>
    public static OpenApiOperation Of(OpenApiDocument document, ApiOperation operation, string? permission)
    {
        var result = new OpenApiOperation
        {
            OperationId = IdOf(operation),
            Summary = operation.Summary,
            Description = Describe(operation, permission),
            Tags = new HashSet<OpenApiTagReference> { new(operation.Tag, document) },
            Parameters = [.. Parameters(operation)],
            Responses = new OpenApiResponses
            {
                [operation.Status.ToString(CultureInfo.InvariantCulture)] = Response(document, operation),
            },
        };
        if (operation.AlsoAccepted.Length > 0)
            result.Responses["202"] = new OpenApiResponse
            {
                Description = "A job does it.", Content = Content(document, operation.ResponseType, operation.AlsoAccepted),
            };
        if (operation.Request.Length > 0)
            result.RequestBody = new OpenApiRequestBody
            {
                Required = true, Content = Content(document, operation.RequestType, operation.Request),
            };
        document.Tags ??= new HashSet<OpenApiTag>();
        document.Tags.Add(new OpenApiTag { Name = operation.Tag });
        return result;
    }

    /// <summary>Adds the errors that an operation can answer, beside those that it has.</summary>
    public static void AddErrors(OpenApiDocument document, string path, OpenApiOperation operation, bool needsCredential)
    {
        operation.Responses ??= [];
        foreach (int status in ErrorStatuses.Of(path, operation, needsCredential))
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = ErrorStatuses.Describe(status), Content = Content(document, ProblemType, ProblemName),
            });
        operation.Responses.TryAdd("default", new OpenApiResponse
        {
            Description = "An error, with a stable code and everything that is wrong.",
            Content = Content(document, ProblemType, ProblemName),
        });
    }

    private static string IdOf(ApiOperation operation)
    {
        string path = operation.Path.Replace("/api/v1", "", StringComparison.Ordinal);
        return NotWord().Replace(operation.Method.ToLowerInvariant() + path, "_").Trim('_');
    }

    private static string Describe(ApiOperation operation, string? permission)
    {
        string needs = permission is { Length: > 0 } ? $"Needs the permission `{permission}`." : "";
        return string.Join(' ', new[] { operation.Description, needs }.Where(t => t.Length > 0));
    }

    private static IEnumerable<IOpenApiParameter> Parameters(ApiOperation operation)
    {
        foreach (Match name in RouteParameter().Matches(operation.Path))
            yield return Parameter(new ApiParameter(name.Groups[1].Value, ""), ParameterLocation.Path);
        foreach (var parameter in operation.Query)
            yield return Parameter(parameter, ParameterLocation.Query);
        foreach (var parameter in operation.Headers)
            yield return Parameter(parameter, ParameterLocation.Header);
    }

    private static OpenApiParameter Parameter(ApiParameter parameter, ParameterLocation place) => new()
    {
        Name = parameter.Name, In = place, Required = place == ParameterLocation.Path,
        Description = parameter.Description.Length > 0 ? parameter.Description : null,
        Example = parameter.Example.Length > 0 ? JsonValue.Create(parameter.Example) : null,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiResponse Response(OpenApiDocument document, ApiOperation operation) => new()
    {
        Description = operation.Summary,
        Content = operation.Response.Length > 0
            ? Content(document, operation.ResponseType, operation.Response)
            : new Dictionary<string, OpenApiMediaType>
            {
                [operation.ResponseType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
    };

    private static Dictionary<string, OpenApiMediaType> Content(OpenApiDocument document, string type, string name) => new()
    {
        [type] = new OpenApiMediaType
        {
            Schema = new OpenApiSchemaReference(name, document), Example = ExampleSchemas.All[name].DeepClone(),
        },
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RouteParameter();

    [GeneratedRegex(@"\W+")]
    private static partial Regex NotWord();
}
