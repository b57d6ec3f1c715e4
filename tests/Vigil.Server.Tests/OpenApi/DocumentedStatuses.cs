using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vigil.Server.Tests.OpenApi;

/// <summary>What the API document says of statuses and bodies: whatever a test is answered must stand there.</summary>
internal sealed partial class DocumentedStatuses
{
    private readonly List<(string Method, Regex Path, HashSet<int> Statuses, JsonElement Operation)> _operations = [];
    private readonly DocumentedBodies _bodies;

    private DocumentedStatuses(JsonElement document)
    {
        _bodies = new DocumentedBodies(document);
        // What is fixed comes before what is a parameter, as in routing.
        foreach (var path in document.GetProperty("paths").EnumerateObject().OrderBy(p => p.Name.Count(c => c == '{')))
            foreach (var operation in path.Value.EnumerateObject())
                _operations.Add((operation.Name.ToUpperInvariant(),
                    new Regex("^" + Parameter().Replace(path.Name, "[^/]+") + "/?$", RegexOptions.CultureInvariant),
                    [.. operation.Value.GetProperty("responses").EnumerateObject().Where(r => r.Name != "default")
                        .Select(r => int.Parse(r.Name, CultureInfo.InvariantCulture))],
                    operation.Value));
    }

    /// <summary>The document of a server.</summary>
    public static async Task<DocumentedStatuses> Of(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        var document = JsonDocument.Parse(
            await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        return new DocumentedStatuses(document.RootElement);
    }

    /// <summary>
    /// Fails when a route answered a status or a body that the document does not have; addresses that are no routes are left out.
    /// </summary>
    public void Check(HttpMethod method, string path, int status, string body)
    {
        path = path.Split('?')[0];
        string name = method == HttpMethod.Head ? "GET" : method.Method;
        var operation = _operations.Find(o => o.Method == name && o.Path.IsMatch(path));
        if (operation.Statuses is null)
            return;
        operation.Statuses.ShouldContain(status, $"{method} {path} answered {status}, which /openapi/v1.json does not tell of");
        if (method != HttpMethod.Head)
            _bodies.Faults(operation.Operation, status, body).ShouldBeEmpty($"{method} {path} answered {body}");
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
