namespace Vigil.Server.OpenApi;

/// <summary>What the API document says about one route.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">As it is mapped.</param>
/// <param name="Tag">The slice that it belongs to.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Response">The name of the answer's example; empty for none.</param>
internal sealed record ApiOperation(string Method, string Path, string Tag, string Summary, string Response)
{
    /// <summary>More about it.</summary>
    public string Description { get; init; } = "";

    /// <summary>The name of the body's example; empty without a body.</summary>
    public string Request { get; init; } = "";

    /// <summary>The body's media type.</summary>
    public string RequestType { get; init; } = "application/json";

    /// <summary>The answer's media type.</summary>
    public string ResponseType { get; init; } = "application/json";

    /// <summary>The status of a good answer.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The name of the answer's example where a job does it later, with the status 202; empty where none does.</summary>
    public string AlsoAccepted { get; init; } = "";

    /// <summary>Parameters of the query: name, what it is and an example, one to a line.</summary>
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    /// <summary>Headers.</summary>
    public IReadOnlyList<ApiParameter> Headers { get; init; } = [];
}

/// <summary>A parameter of a route.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is.</param>
/// <param name="Example">A value.</param>
internal sealed record ApiParameter(string Name, string Description, string Example = "");
