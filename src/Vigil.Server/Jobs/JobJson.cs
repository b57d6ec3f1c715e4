using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Operations;
using Vigil.Server.Http;

namespace Vigil.Server.Jobs;

/// <summary>Jobs as JSON.</summary>
internal static class JobJson
{
    /// <summary>That a job was accepted, and where it stands can be asked.</summary>
    public static JsonAnswer Accepted(HttpContext context, Job job, byte[]? callbackKey = null)
    {
        var answer = JsonAnswer.Rent();
        string url = UrlOf(job);
        answer.Status = StatusCodes.Status202Accepted;
        answer.Json.WriteStartObject();
        answer.Json.WriteString("job_id"u8, job.Id);
        answer.Json.WriteString("status_url"u8, url);
        if (callbackKey is not null)
            answer.Json.WriteString("callback_key"u8, Convert.ToHexStringLower(callbackKey));
        answer.Json.WriteEndObject();
        context.Response.Headers.Location = url;
        return answer;
    }

    /// <summary>Writes the members of a job's object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Job job)
    {
        json.WriteString("job_id"u8, job.Id);
        json.WriteString("kind"u8, job.Kind);
        json.WriteString("status"u8, job.Status.ToString().ToLowerInvariant());
        json.WriteString("created"u8, TimeText.Of(job.Created));
        json.WriteNumber("attempts"u8, job.Attempts);
        json.WriteString("owner"u8, job.Owner);
        if (job.Kind == TransactionsJob.Kind && TransactionsResult.Decode(job.Result) is { } result)
        {
            json.WriteNumber("total"u8, result.Total);
            json.WriteNumber("scored"u8, result.Scored);
            json.WriteNumber("rejected"u8, result.Rejected);
            json.WriteNumber("duplicates"u8, result.Duplicates);
            if (result.Ignored > 0)
                json.WriteNumber("with_ignored_fields"u8, result.Ignored);
            if (job.Status == JobStatus.Done)
                json.WriteString("results_url"u8, UrlOf(job) + "/results");
        }
        else if (job.Result.Length > 0)
        {
            json.WritePropertyName("result"u8);
            json.WriteRawValue(job.Result);
        }
    }

    private static string UrlOf(Job job) => "/api/v1/jobs/" + job.Id;
}
