using System.Text;
using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Engine.Transactions;
using Vigil.Server.Http;
using Vigil.Server.Transactions;

namespace Vigil.Server.Jobs;

/// <summary>Takes the transactions of an entity out of what jobs are still to do.</summary>
public static class JobErasure
{
    /// <summary>What stands in the place of a transaction that was taken out.</summary>
    public static ReadOnlySpan<byte> Mark => "vigil:erased"u8;

    private const int Page = 100;

    /// <summary>
    /// Does so, and takes away whatever is left of jobs that have ended; returns how many transactions were taken out. The places of the
    /// others stay as they are.
    /// </summary>
    public static int Erase(IJobStore jobs, MasterKey key, LiveStream stream, string entity)
    {
        int erased = 0;
        byte[] secret = key.Derive(JobRunner.KeyPurpose), wanted = Encoding.UTF8.GetBytes(entity);
        string? cursor = null;
        while (jobs.List(cursor, Page) is { Count: > 0 } page)
        {
            foreach (var job in page)
                if (job.Kind == TransactionsJob.Kind)
                    erased += Erase(jobs, job, secret, stream, wanted);
            cursor = page[^1].Id;
        }
        return erased;
    }

    private static int Erase(IJobStore jobs, Job job, byte[] secret, LiveStream stream, byte[] entity)
    {
        if (job.Status is JobStatus.Done or JobStatus.Failed)
        {
            jobs.Reseal(job.Id, default);
            return 0;
        }
        byte[] context = Encoding.UTF8.GetBytes(job.Id);
        if (SealedBox.Open(secret, jobs.Input(job.Id), context) is not { } input || TransactionsJob.Decode(input) is not { } request
            || request.Stream != stream.Name)
            return 0;
        byte[] rest = Without(request.Transactions, StreamFields.Of(stream), Encoding.UTF8.GetString(entity), out int erased);
        if (erased > 0)
            jobs.Reseal(job.Id, SealedBox.Seal(secret, (request with { Transactions = rest }).Encode(), context));
        return erased;
    }

    private static byte[] Without(ReadOnlyMemory<byte> transactions, StreamFields fields, string entity, out int erased)
    {
        erased = 0;
        using var array = JsonDocument.Parse(transactions, new JsonDocumentOptions { MaxDepth = BodyMembers.Options.MaxDepth });
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartArray();
            foreach (var item in array.RootElement.EnumerateArray())
                if (IsOf(item, fields, entity))
                {
                    erased++;
                    json.WriteStringValue(Mark);
                }
                else
                    item.WriteTo(json);
            json.WriteEndArray();
        }
        return memory.ToArray();
    }

    // Members of members have the names that they are read by.
    private static bool IsOf(JsonElement item, StreamFields fields, string entity, string prefix = "") =>
        item.ValueKind == JsonValueKind.Object && item.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.Object
            ? IsOf(member.Value, fields, entity, prefix + member.Name + ".")
            : IsEntity(fields, prefix + member.Name) && Text(member.Value) == entity);

    private static bool IsEntity(StreamFields fields, string name)
    {
        int guess = 0, exact = fields.Find(Encoding.UTF8.GetBytes(name), ref guess);
        int field = exact >= 0 ? exact : fields.FindAlias(name);
        return field >= 0 && fields.Schema.Fields[field].Role == FieldRole.Entity;
    }

    // As transactions are read: equal numbers are one entity.
    private static string Text(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString()!;
        byte[] raw = Encoding.UTF8.GetBytes(value.GetRawText());
        if (value.ValueKind != JsonValueKind.Number || JsonNumber.IsPlain(raw))
            return value.GetRawText();
        byte[] plain = new byte[raw.Length + JsonNumber.Growth];
        return Encoding.UTF8.GetString(plain, 0, JsonNumber.Write(raw, plain));
    }
}
