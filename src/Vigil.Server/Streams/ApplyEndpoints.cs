using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Http;
using Vigil.Server.Jobs;
using Vigil.Server.Transactions;

namespace Vigil.Server.Streams;

/// <summary>Stream files as edits of what is served: what they would change, and applying them.</summary>
internal sealed class ApplyEndpoints(ServerParts parts, JobQueue jobs)
{
    private const string File = "stream.yaml";

    /// <summary>What a file would change.</summary>
    public async Task<IResult> DiffAsync(HttpContext context)
    {
        var (edit, problem) = await ReadAsync(context);
        if (edit is not { } read)
            return problem!;
        var plan = await parts.Service.PlanAsync(read.Definition, read.Options, context.RequestAborted);
        var answer = JsonAnswer.Rent();
        PlanJson.Write(answer.Json, plan);
        return answer;
    }

    /// <summary>Applies a file; a job does.</summary>
    public async Task<IResult> ApplyAsync(HttpContext context)
    {
        var (edit, problem) = await ReadAsync(context);
        if (edit is not var (definition, yaml, options))
            return problem!;
        var plan = await parts.Service.PlanAsync(definition, options, context.RequestAborted);
        if (plan.Problems.Any())
        {
            await context.AuditAsync("stream.apply", definition.Name, ErrorCodes.Conflict);
            return Refusal(plan);
        }
        var job = await jobs.AddAsync(ApplyJob.Kind, context.Actor(),
            new ApplyJob(definition.Name, yaml, null, options.MayUnmark, options.Trains).Encode(), context.RequestAborted);
        await context.AuditAsync("stream.apply", definition.Name, "ok",
            $"{{\"job\":\"{job.Id}\",\"definition\":\"{plan.Target.Version}\",\"changes\":{plan.Comparison.Changes.Length}}}");
        return JobJson.Accepted(context, job);
    }

    /// <summary>Everything because of which a plan is refused.</summary>
    public static Problem Refusal(StreamPlan plan) => Problem.Of(
        ErrorCodes.Conflict, StatusCodes.Status409Conflict, $"The stream '{plan.Target.Name}' cannot be changed so; errors says why.",
        errors: [.. plan.Comparison.Refusals.Select(change => new FieldError(
            change.What, change.After, change.Before.Length > 0 ? $"{change.Before}: {change.Remark}" : change.Remark))]);

    private async Task<(Edit? Edit, Problem? Problem)> ReadAsync(HttpContext context)
    {
        using var body = await RequestBody.ReadAsync(context, StreamCheckAnswer.MostBytes);
        var query = new QueryReader(context.Request.Query);
        var options = new ApplyOptions { MayUnmark = query.Flag("not_personal"), Trains = query.Flag("train") };
        if (body.IsTooLarge)
            return (null, HttpRequests.TooLarge(StreamCheckAnswer.MostBytes));
        if (query.Problem() is { } problem)
            return (null, problem);
        if (!Utf8.IsValid(body.Bytes))
            return (null, Problem.Invalid(new FieldError("", "bytes that are not UTF-8", "a YAML file in UTF-8")));
        string yaml = Encoding.UTF8.GetString(body.Bytes).TrimStart('\uFEFF');
        var load = StreamYaml.Load((File, yaml));
        if (load.Definition is not { } definition)
            return (null, Problem.Invalid(Errors(load)));
        return parts.Service.State.Phase == ServicePhase.Ready ? (new Edit(definition, yaml, options), null)
            : (null, Submitting.Unavailable(parts.Service.State));
    }

    private static FieldError[] Errors(StreamLoad load) => load.IsValid
        ? [new FieldError("schema", "columns that are left to be recognised in data", "a whole stream, with its schema")]
        : [.. load.Errors.Select(e => new FieldError(e.Path, $"line {e.Line}: {e.Found}", e.Expected))];

    private sealed record Edit(StreamDefinition Definition, string Yaml, ApplyOptions Options);
}
