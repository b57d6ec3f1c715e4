using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Decisions;
using Vigil.Server.Errors;
using Vigil.Server.Http;
using Vigil.Server.Transactions;

namespace Vigil.Server.Scoring;

/// <summary>The envelope of a scoring request.</summary>
/// <param name="Stream">What <c>model_name</c> names.</param>
/// <param name="Data">The transaction or the transactions.</param>
/// <param name="Explains">Whether contributions are wanted.</param>
internal sealed record ScoreRequest(LiveStream Stream, ReadOnlyMemory<byte> Data, bool Explains)
{
    private const string DataMember = "data", NameMember = "model_name", ExplainsMember = "include_explanations";

    /// <summary>The envelope, or null with an error.</summary>
    public static ScoreRequest? Read(
        HttpContext context, in RequestBody body, long limit, JsonTokenType kind, ServedStreams streams, out Problem? problem)
    {
        problem = body.IsTooLarge ? HttpRequests.TooLarge(limit) : context.Request.IsJson() ? null : HttpRequests.NotJson();
        if (problem is not null)
            return null;
        var members = BodyMembers.Read(body.Memory, DataMember, NameMember, ExplainsMember);
        string? name = members.Text(NameMember);
        bool explains = members.Flag(ExplainsMember);
        var data = members.Find(DataMember);
        if (data?.Kind != kind && members.IsObject)
            members.Fail(DataMember, data is null ? "nothing" : JsonShape.Of(data.Value.Kind),
                kind == JsonTokenType.StartArray ? "an array of JSON objects" : "a JSON object with the transaction's fields");
        if (members.Errors.Count > 0)
        {
            problem = Problem.Invalid(members.Errors);
            return null;
        }
        var stream = name is null ? streams.Default(out problem) : streams.Find(name, out problem);
        return stream is null ? null : new ScoreRequest(stream, data!.Value.Value, explains);
    }
}
