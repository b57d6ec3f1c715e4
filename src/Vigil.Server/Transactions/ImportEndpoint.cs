using Microsoft.AspNetCore.Http;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Http;

namespace Vigil.Server.Transactions;

/// <summary>Takes past transactions in portions, as <c>vigil init-profiles --server</c> sends them: decided in their order.</summary>
internal sealed class ImportEndpoint(ServerParts parts)
{
    /// <summary>The longest portion.</summary>
    public const int MostBytes = 8 << 20;

    private readonly ServedStreams _streams = new(parts);

    /// <summary>Decides one portion.</summary>
    public async Task<IResult> ImportAsync(HttpContext context)
    {
        using var body = await RequestBody.ReadAsync(context, MostBytes);
        if (body.IsTooLarge)
            return HttpRequests.TooLarge(MostBytes);
        var query = new QueryReader(context.Request.Query);
        string? definition = query.Text("definition");
        var problem = query.Problem();
        if (problem is not null || _streams.Find(context.Route("stream"), out problem) is not { } stream)
            return problem!;
        if (stream.Version != definition)
            return Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict,
                $"The stream is served with the definition {stream.Version}, not with {definition}: read it again and go on with it.");
        var submissions = new List<Submission>();
        try
        {
            TransactionPortion.Read(body.Bytes, () =>
            {
                submissions.Add(new Submission(stream));
                return submissions[^1].Transaction;
            });
        }
        catch (InvalidDataException e)
        {
            return Problem.Invalid(new FieldError("", e.Message, "a portion as 'vigil init-profiles --server' sends it"));
        }
        return await DecideAsync(context, stream, submissions);
    }

    private async Task<IResult> DecideAsync(HttpContext context, LiveStream stream, List<Submission> submissions)
    {
        var group = new SubmissionGroup(submissions) { IsAwaited = false };
        if (!await parts.Service.TrySubmitAsync(group, context.RequestAborted))
            return Submitting.Unavailable(parts.Service.State);
        await group.Completion;
        if (submissions.Find(s => s.Failure is SubmissionFailure.StorageUnavailable or SubmissionFailure.Stopping) is { } failed)
            return Submitting.Failed(failed, isKeyed: false, "");
        int decided = submissions.Count(s => s.Decision is { IsDuplicate: false });
        await context.AuditAsync("transactions.import", stream.Name);
        var answer = JsonAnswer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteNumber("decided"u8, decided);
        answer.Json.WriteNumber("duplicates"u8, submissions.Count - decided);
        answer.Json.WriteEndObject();
        return answer;
    }
}
