using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Server.Access;

namespace Vigil.Server.Tests.Access;

/// <summary>
/// Every route of the running server with every role, every scope and no credential. A new route fails until it is listed.
/// </summary>
public sealed partial class RouteMatrixTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    private const string Public = "public", Person = "person";

    // What each route asks for, said a second time: a slip in the source is seen here.
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["POST /api/v1/auth/login"] = Public,
        ["POST /api/v1/auth/refresh"] = Public,
        ["POST /api/v1/auth/logout"] = Public,
        ["GET /api/v1/auth/me"] = Person,
        ["POST /api/v1/auth/password"] = Person,
        ["GET /api/v1/users"] = "manage_users",
        ["POST /api/v1/users"] = "manage_users",
        ["GET /api/v1/users/{name}"] = "manage_users",
        ["PATCH /api/v1/users/{name}"] = "manage_users",
        ["DELETE /api/v1/users/{name}"] = "manage_users",
        ["GET /api/v1/keys"] = "admin",
        ["POST /api/v1/keys"] = "admin",
        ["DELETE /api/v1/keys/{id}"] = "admin",
        ["GET /api/v1/audit"] = "read_audit",
        ["POST /api/v1/audit/verify"] = "read_audit",
        ["POST /api/v1/scoring/score"] = "score",
        ["POST /api/v1/scoring/score/batch"] = "score",
        ["POST /predict"] = "score",
        ["GET /detect-anomalies"] = "read",
        ["POST /api/v1/streams/{stream}/transactions"] = "score",
        ["POST /api/v1/streams/{stream}/transactions/batch"] = "score",
        ["POST /api/v1/streams/{stream}/transactions/async"] = "score",
        ["GET /api/v1/jobs"] = "read",
        ["GET /api/v1/jobs/{id}"] = "read",
        ["GET /api/v1/jobs/{id}/results"] = "read",
        ["GET /api/v1/decisions"] = "read",
        ["GET /api/v1/decisions/count"] = "read",
        ["GET /api/v1/search"] = "read",
        ["GET /api/v1/views"] = Person,
        ["POST /api/v1/views"] = Person,
        ["DELETE /api/v1/views/{name}"] = Person,
        ["GET /api/v1/decisions/{sequence:long}"] = "read",
        ["GET /api/v1/decisions/by-transaction/{stream}/{transaction_id}"] = "read",
        ["POST /api/v1/decisions/{sequence:long}/replay"] = "replay",
        ["GET /api/v1/decisions/export"] = "read",
        ["GET /api/v1/decisions/live"] = "read",
        ["GET /api/v1/overview"] = "read",
        ["GET /api/v1/streams/{stream}/entities"] = "read",
        ["GET /api/v1/streams/{stream}/entities/{entity}"] = "read",
        ["GET /api/v1/streams/{stream}/entities/{entity}/history"] = "read",
        ["DELETE /api/v1/streams/{stream}/entities/{entity}"] = "admin",
        ["GET /api/v1/streams/{stream}/entity"] = "read",
        ["GET /api/v1/streams/{stream}/entity/history"] = "read",
        ["DELETE /api/v1/streams/{stream}/entity"] = "admin",
        ["GET /api/v1/streams"] = "read",
        ["GET /api/v1/streams/{stream}"] = "read",
        ["POST /api/v1/streams/check"] = "manage_streams",
        ["POST /api/v1/streams/diff"] = "manage_streams",
        ["POST /api/v1/streams/apply"] = "admin",
        ["POST /api/v1/streams/{stream}/transactions/import"] = "manage_streams",
        ["POST /api/v1/models"] = "manage_models",
        ["GET /api/v1/models"] = "read",
        ["GET /api/v1/models/active"] = "read",
        ["GET /api/v1/models/{version}"] = "read",
        ["POST /api/v1/models/train"] = "manage_models",
        ["POST /api/v1/models/{version}/promote"] = "manage_models",
        ["GET /api/v1/labels"] = "read",
        ["POST /api/v1/labels"] = "label",
        ["POST /api/v1/labels/batch"] = "label",
        ["POST /api/v1/labels/file"] = "label",
        ["GET /api/v1/decisions/{sequence:long}/labels"] = "read",
        ["GET /api/v1/system"] = "read",
        ["GET /api/v1/projections"] = "read",
        ["POST /api/v1/projections/{name}/rebuild"] = "admin",
        ["GET /health/live"] = Public,
        ["GET /openapi/{documentName}.json"] = Public,
        ["GET /health/ready"] = Public,
        ["GET /metrics"] = "read",
    };

    // Who has which permission, said a second time as well.
    private static readonly Dictionary<string, string> Granted = new()
    {
        ["analyst"] = "person read label replay",
        ["data_engineer"] = "person read score manage_streams",
        ["model_owner"] = "person read manage_models replay",
        ["auditor"] = "person read read_audit replay",
        ["admin"] = "person read score label manage_streams manage_models admin manage_users read_audit replay",
        ["key:score"] = "score",
        ["key:read"] = "read",
        ["key:label"] = "label",
        ["key:manage_streams"] = "manage_streams",
        ["key:manage_models"] = "manage_models",
        ["key:admin"] = "admin",
        ["key:replay"] = "replay",
        ["nobody"] = "",
    };

    private LiveServer Live => server.Live;

    [Fact]
    public void Routes_AreThoseOfTheTable() =>
        Routes().Select(r => r.Name).Order().ShouldBe(Expected.Keys.Order());

    [Fact]
    public void Routes_DeclareWhatTheTableSays()
    {
        foreach (var route in Routes())
            Declared(route.Endpoint).ShouldBe(Expected.GetValueOrDefault(route.Name), route.Name);
    }

    [Fact]
    public async Task EveryRoute_WithEveryCredential_LetsInWhoHasThePermissionAndNobodyElse()
    {
        var wrong = new List<string>();
        foreach (var (caller, granted) in Granted)
        {
            using var client = await ClientAsync(caller);
            foreach (var route in Routes().Where(r => Expected.GetValueOrDefault(r.Name) is not (null or Public)))
            {
                bool isAllowed = granted.Split(' ').Contains(Expected[route.Name]);
                int status = await StatusAsync(client, route);
                bool isRight = isAllowed ? status is not (401 or 403) and < 500 : status == (caller == "nobody" ? 401 : 403);
                if (!isRight)
                    wrong.Add($"{caller}: {route.Name} was answered with {status}, allowed: {isAllowed}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task PublicRoutes_TellNothingWithoutACredential()
    {
        using var client = await Live.NewClientAsync(Permissions.None);

        (await client.AskAsync("POST", "/api/v1/auth/login", "{}")).Status.ShouldBe(400);
        (await client.AskAsync("POST", "/api/v1/auth/refresh", "{}")).Status.ShouldBe(401);
        (await client.AskAsync("POST", "/api/v1/auth/logout", "{}")).Status.ShouldBe(204);
        (await client.AskAsync("GET", "/health/live")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "not_found")]
    [InlineData("GET", "/api/v1/scoring/score", 405, "method_not_allowed")]
    public async Task AddressWithoutARoute_SaysSoToEverybody(string method, string path, int status, string code)
    {
        foreach (string caller in (string[])["nobody", "analyst", "key:read"])
        {
            using var client = await ClientAsync(caller);
            var answer = await client.AskAsync(method, path);
            answer.Status.ShouldBe(status);
            answer.Code.ShouldBe(code);
        }
    }

    private static string? Declared(RouteEndpoint endpoint)
    {
        var required = endpoint.Metadata.GetOrderedMetadata<RequiredPermission>();
        bool isPublic = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        return (required.Count, isPublic) switch
        {
            (0, true) => Public,
            (1, false) => required[0].Permission == Permissions.None ? Person : required[0].Name,
            _ => null,
        };
    }

    private static async Task<int> StatusAsync(HttpClient client, (string Name, string Method, string Path, RouteEndpoint Endpoint) route)
    {
        using var request = Callers.Request(route.Method, route.Path, route.Method == "GET" ? null : "{}");
        // The live list never ends: the head is enough.
        using var response = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private async Task<HttpClient> ClientAsync(string caller) => caller switch
    {
        "nobody" => await Live.NewClientAsync(Permissions.None),
        _ when caller.StartsWith("key:", StringComparison.Ordinal) => await Live.NewClientAsync(AccessNames.ParseScope(caller[4..])!.Value),
        _ => await Live.PersonAsync(caller.Replace('_', '-'), AccessNames.ParseRole(caller)!.Value),
    };

    private List<(string Name, string Method, string Path, RouteEndpoint Endpoint)> Routes() =>
        [.. from endpoint in Live.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            let pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/')
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"]
            select ($"{method} {pattern}", method, Fill(pattern), endpoint)];

    // Nothing that these name exists: what is allowed changes nothing.
    private static string Fill(string pattern) =>
        Parameter().Replace(pattern, match => match.Value.EndsWith(":long}", StringComparison.Ordinal) ? "999999999" : "nothing");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
