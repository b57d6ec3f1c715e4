using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Operations;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Fairness;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>
/// Recomputes a decision: one at a time, since each takes as much memory as the state of its stream; few wait, the others are refused. It
/// ends when nobody waits for it any more.
/// </summary>
internal sealed class ReplayedDecision(ServerParts parts, CallerShares shares, ReadLane lane)
{
    /// <summary>Answers with what differs.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        long sequence = long.Parse(context.Route("sequence"), CultureInfo.InvariantCulture);
        using var share = shares.TryTake(context.Actor());
        var problem = share is null ? FairShares.TooMany("replays", shares)
            : await parts.Storage.Decisions.FindAsync(sequence, context.RequestAborted) is null
                ? Problem.NotFound("There is no decision with this sequence, or it is not kept any more.") : null;
        if (problem is not null)
            return problem;
        var result = await lane.RunAsync(
            () => DecisionReplay.Run(parts.Storage, parts.Service.Reader.Models, sequence, context.RequestAborted), isBulk: false,
            context.RequestAborted, context.Actor()).WaitAsync(context.RequestAborted);
        await context.AuditAsync("decision.replay", sequence.ToString(CultureInfo.InvariantCulture), result.Matches ? "ok" : "differs");
        var answer = JsonAnswer.Rent();
        Write(answer.Json, result);
        return answer;
    }

    private static void Write(Utf8JsonWriter json, ReplayResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence"u8, result.Sequence);
        json.WriteBoolean("matches"u8, result.Matches);
        json.WriteStartArray("differences"u8);
        foreach (var difference in result.Differences)
        {
            json.WriteStartObject();
            json.WriteString("what"u8, difference.What);
            json.WriteNumberOrNull(JsonEncodedText.Encode("stored"), difference.Stored);
            json.WriteNumberOrNull(JsonEncodedText.Encode("recomputed"), difference.Recomputed);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("snapshot_sequence"u8, result.SnapshotSequence);
        json.WriteNumber("entries_replayed"u8, result.Entries);
        json.WriteEndObject();
    }
}
