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
    public async Task Import(HttpContext context)
    {
        using var body = await RequestBody.ReadAsync(context, MostBytes);
        var query = new QueryReader(context.Request.Query);
        string? definition = query.Text("definition");
        LiveStream? stream = null;
        var problem = body.IsTooLarge ? HttpRequests.TooLarge(MostBytes) : query.Problem();
        if (problem is null)
            stream = _streams.Find(context.Route("stream"), out problem);
        if (stream is not null && stream.Version != definition)
            problem = Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict,
                $"The stream is served with the definition {stream.Version}, not with {definition}: read it again and go on with it.");
        if (problem is null)
            problem = await DecideAsync(context, stream!, body.Memory);
        if (problem is not null)
            await problem.WriteAsync(context);
    }

    private async Task<Problem?> DecideAsync(HttpContext context, LiveStream stream, ReadOnlyMemory<byte> portion)
    {
        var submissions = new List<Submission>();
        try
        {
            TransactionPortion.Read(portion.Span, () =>
            {
                submissions.Add(new Submission(stream));
                return submissions[^1].Transaction;
            });
        }
        catch (InvalidDataException e)
        {
            return Problem.Invalid(new FieldError("", e.Message, "a portion as 'vigil init-profiles --server' sends it"));
        }
        var group = new SubmissionGroup(submissions) { IsAwaited = false };
        if (!await parts.Service.TrySubmitAsync(group, context.RequestAborted))
            return Submitting.Unavailable(parts.Service.State);
        await group.Completion;
        if (submissions.Find(s => s.Failure is SubmissionFailure.StorageUnavailable or SubmissionFailure.Stopping) is { } failed)
            return Submitting.Failed(failed, isKeyed: false, "");
        int decided = submissions.Count(s => s.Decision is { IsDuplicate: false });
        await context.AuditAsync("transactions.import", stream.Name);
        using var answer = JsonAnswer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteNumber("decided"u8, decided);
        answer.Json.WriteNumber("duplicates"u8, submissions.Count - decided);
        answer.Json.WriteEndObject();
        await answer.SendAsync(context);
        return null;
    }
}
