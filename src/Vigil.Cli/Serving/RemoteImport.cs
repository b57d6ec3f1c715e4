using System.Text.Json;
using Vigil.Engine.Journal;
using Vigil.Engine.Models;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Serving;

/// <summary>Teaches a running service from past transactions, over its API.</summary>
internal sealed class RemoteImport(ServerClient client)
{
    private const int Together = 500;

    /// <summary>Decisions that were made.</summary>
    public long Decided { get; private set; }

    /// <summary>Transactions that had been decided before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>The definition that a stream is served with, and its model; null when it has no model.</summary>
    public async Task<(StreamDefinition Definition, string Version, string Model)?> FindAsync(string name, CancellationToken cancellation)
    {
        var page = await client.SendAsync(HttpMethod.Get, "/api/v1/streams", null, "", cancellation);
        foreach (var item in page.GetProperty("items").EnumerateArray())
            if (item.GetProperty("name").GetString() == name && item.GetProperty("model").GetString() is { } model)
            {
                var stream = await client.SendAsync(HttpMethod.Get, $"/api/v1/streams/{name}", null, "", cancellation);
                return (Load(stream), stream.GetProperty("definition").GetString()!, model);
            }
        return null;
    }

    /// <summary>Takes a model there and makes it the champion.</summary>
    public async Task PromoteAsync(Model model, CancellationToken cancellation)
    {
        using var file = new MemoryStream();
        model.Save(file);
        await client.SendAsync(HttpMethod.Post, "/api/v1/models", file.ToArray(), "application/octet-stream", cancellation);
        var answer = await client.SendAsync(HttpMethod.Post, $"/api/v1/models/{model.Version}/promote", null, "", cancellation);
        if (answer.TryGetProperty("status_url", out _))
            await client.FinishAsync(answer, _ => { }, cancellation);
    }

    /// <summary>Sends a source to its end; everything is on disk there when it returns.</summary>
    public async Task RunAsync(
        ITransactionSource source, TransactionSchema schema, string stream, string definition, Action<ITransactionSource>? report,
        CancellationToken cancellation)
    {
        string path = $"/api/v1/streams/{stream}/transactions/import?definition={definition}";
        for (var portion = Read(source, schema); portion.Count > 0; portion = Read(source, schema))
        {
            var answer = await client.SendPatientlyAsync(path, TransactionPortion.Write(portion), cancellation);
            Decided += answer.GetProperty("decided").GetInt64();
            Duplicates += answer.GetProperty("duplicates").GetInt64();
            report?.Invoke(source);
        }
    }

    private static List<Transaction> Read(ITransactionSource source, TransactionSchema schema)
    {
        var portion = new List<Transaction>(Together);
        for (var next = new Transaction(schema); portion.Count < Together && source.Read(next); next = new Transaction(schema))
            portion.Add(next);
        return portion;
    }

    private static StreamDefinition Load(JsonElement stream) =>
        StreamYaml.Load(("the service's stream", stream.GetProperty("yaml").GetString()!)).Definition
            ?? throw new BadInputException(
                ExitCode.BadInput, "the service tells a stream that this version of vigil cannot read: use its own");
}
