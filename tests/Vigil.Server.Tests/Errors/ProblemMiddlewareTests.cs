using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Storage.Sql;

namespace Vigil.Server.Tests.Errors;

/// <summary>What goes wrong inside is answered with a code and nothing else; a route that declares nothing is closed.</summary>
public sealed class ProblemMiddlewareTests : IAsyncLifetime
{
    private const string Inside = "inside-4711";
    private readonly string _folder = Directory.CreateTempSubdirectory("vigil-problems-").FullName;
    private SqliteStore _store = null!;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var folder = DataFolder.Open(_folder, create: true);
        var key = folder.LoadOrCreateMasterKey();
        _store = SqliteStore.Open(folder, key);
        _app = Build(key, await TokenKeys.LoadAsync(
            key, _store.Ports.Secrets, TokenAlgorithm.HS256, TestContext.Current.CancellationToken));
        _app.MapGet("/closed", () => "secret");
        _app.MapGet("/fails", string () => throw new InvalidOperationException(Inside)).AllowAnonymous();
        _app.MapGet("/store", string () => throw new StorageException(Inside)).AllowAnonymous();
        _app.MapGet("/status", () => Results.StatusCode(503)).AllowAnonymous();
        _app.MapGet("/query", (int count) => count).AllowAnonymous();
        _app.MapPost("/body", (Body body) => body).AllowAnonymous();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    [Theory]
    [InlineData("/closed", 401, "unauthenticated")]
    [InlineData("/fails", 500, "internal")]
    [InlineData("/store", 503, "storage_unavailable")]
    [InlineData("/status", 503, "overloaded")]
    [InlineData("/nothing", 404, "not_found")]
    [InlineData("/query?count=" + Inside, 400, "invalid_request")]
    public async Task AnythingThatGoesWrong_IsAProblemWithoutTheInside(string path, int status, string code)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = await ProblemOf(response);
        ((int)response.StatusCode).ShouldBe(status);
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("type").GetString().ShouldBe("urn:vigil:error:" + code);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("trace_id").GetString().ShouldNotBeNullOrEmpty();
        problem.ToString().ShouldNotContain(Inside);
        response.Headers.Contains("X-Content-Type-Options").ShouldBeTrue();
    }

    [Fact]
    public async Task RouteThatDeclaresNothing_IsClosedToAdministratorsToo()
    {
        var admin = new User("root", "", Roles.Admin, 1, false, false, 0, 0, 1, 0);
        await _store.Ports.Users.AddAsync(admin, TestContext.Current.CancellationToken);
        string token = (await _app.Services.GetRequiredService<SignIn>().BeginAsync(admin, TestContext.Current.CancellationToken)).Access;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/closed");
        request.Headers.Authorization = new("Bearer", token);

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{"first_count":"x"}""", "first_count")]
    [InlineData("""{"first_count":1,"first_count":2}""", "first_count")]
    [InlineData("""{"first_count":1""", "first_count")]
    [InlineData("", "")]
    public async Task BodyThatCannotBeRead_NamesTheMember(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await _client.PostAsync(new Uri("/body", UriKind.Relative), content, TestContext.Current.CancellationToken);

        var error = (await ProblemOf(response)).GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("field").GetString().ShouldBe(field);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private WebApplication Build(MasterKey key, TokenKeys keys)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddSingleton(TimeProvider.System).AddSingleton(key);
        builder.Services.AddSingleton(_store.Ports.Users).AddSingleton(_store.Ports.ApiKeys).AddSingleton(_store.Ports.Audit);
        builder.Services.AddProblems().AddAccess(new AccessOptions(), keys).AddLimits(new LimitOptions());
        var app = builder.Build();
        app.UseRouting();
        app.UseAccess();
        return app;
    }

    private static async Task<JsonElement> ProblemOf(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    private sealed record Body(int FirstCount);
}
