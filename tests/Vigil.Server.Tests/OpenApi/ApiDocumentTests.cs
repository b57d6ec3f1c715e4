using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Server.OpenApi;

namespace Vigil.Server.Tests.OpenApi;

public sealed partial class ApiDocumentTests(LiveServerFixture server) : IClassFixture<LiveServerFixture>
{
    [Fact]
    public async Task Document_EveryRoute_IsInItWithExamples()
    {
        using var client = await server.Live.NewClientAsync(Permissions.None);
        string text = await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var document = System.Text.Json.JsonDocument.Parse(text).RootElement;

        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        var paths = document.GetProperty("paths");
        foreach (var (method, path) in Routes())
        {
            paths.TryGetProperty(path, out var item).ShouldBeTrue($"{method} {path} is missing");
            var operation = item.GetProperty(method.ToLowerInvariant());
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty($"{method} {path}");
        }
        paths.GetProperty("/api/v1/scoring/score").GetProperty("post").GetProperty("requestBody").GetProperty("content")
            .GetProperty("application/json").GetProperty("example").GetProperty("model_name").GetString().ShouldBe("credit_card_fraud");
        paths.GetProperty("/predict").GetProperty("post").GetProperty("security").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void Operations_EachOfThem_IsARoute()
    {
        var routes = Routes().ToHashSet();

        ApiOperations.All.Select(o => (o.Method, o.Path)).Where(o => !routes.Contains(o)).ShouldBeEmpty();
        ApiOperations.All.SelectMany(o => new[] { o.Request, o.Response }).Where(n => n.Length > 0 && !ExampleSchemas.All.ContainsKey(n))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Docs_Page_LoadsNothingInlineAndNothingFromElsewhere()
    {
        using var client = await server.Live.NewClientAsync(Permissions.None);
        string page = await client.GetStringAsync("/docs/index.html", TestContext.Current.CancellationToken);

        InlineScript().IsMatch(page).ShouldBeFalse(page);
        page.ShouldNotContain("https://");
        foreach (Match script in Script().Matches(page))
            (await client.GetAsync("/docs/" + script.Groups[1].Value, TestContext.Current.CancellationToken)).IsSuccessStatusCode
                .ShouldBeTrue(script.Value);
    }

    private IEnumerable<(string Method, string Path)> Routes() =>
        from endpoint in server.Live.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = ApiRoutes.PathOf(endpoint)
        where !path.StartsWith("/openapi", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, path);

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)[^>]*>")]
    private static partial Regex InlineScript();

    [GeneratedRegex(@"src=""\./([^""]+)""")]
    private static partial Regex Script();
}
