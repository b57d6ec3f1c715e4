using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;
using Vigil.Server.Errors;

namespace Vigil.Server.Transactions;

/// <summary>Finds the stream that a request means.</summary>
internal sealed class ServedStreams(ServerParts parts)
{
    private const string Usual = "credit_card_fraud";

    /// <summary>The stream of that name, or an error.</summary>
    public LiveStream? Find(string name, out Problem? problem)
    {
        var stream = parts.Service.Find(name);
        problem = stream is null ? Missing(name) : null;
        return stream;
    }

    /// <summary>The stream of requests that name none: the configured one, the only one, or <c>credit_card_fraud</c>.</summary>
    public LiveStream? Default(out Problem? problem)
    {
        if (parts.Http.DefaultStream is { } configured)
            return Find(configured, out problem);
        var stream = parts.Service.Streams is { Count: 1 } streams ? streams.First() : parts.Service.Find(Usual);
        problem = stream is null ? NotReady() ?? Problem.NotFound(
            $"This request names no stream, none is set as default_stream, and there is none called {Usual}.") : null;
        return stream;
    }

    private Problem Missing(string name)
    {
        if (NotReady() is { } problem)
            return problem;
        if (parts.Service.Defined.Any(stream => stream.Name == name))
            return Problem.NotFound(
                $"The stream '{name}' has no model yet and decides nothing: promote one (POST /api/v1/models/…/promote).");
        string known = string.Join(", ", parts.Service.Streams.Select(s => s.Name).Order(StringComparer.Ordinal).Take(20));
        return Problem.NotFound(
            $"There is no stream of that name with a model; there are: {(known.Length > 0 ? known : "none")}.");
    }

    // While state is rebuilt, streams are not known yet: "not found" would be a lie.
    private Problem? NotReady() =>
        parts.Service.State.Phase == ServicePhase.Ready ? null : Submitting.Unavailable(parts.Service.State);
}
