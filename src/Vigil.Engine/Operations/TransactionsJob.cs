using System.Text;
using System.Text.Json;

namespace Vigil.Engine.Operations;

/// <summary>Transactions that were taken in to be decided later.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Callback">Where to say that it is done, or null.</param>
/// <param name="Transactions">A JSON array of objects.</param>
public sealed record TransactionsJob(string Stream, string? Callback, ReadOnlyMemory<byte> Transactions)
{
    /// <summary>See <see cref="Job.Kind"/>.</summary>
    public const string Kind = "transactions";

    /// <summary>The input of the job: a line about it, then the array.</summary>
    public byte[] Encode()
    {
        byte[] head = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[] { Stream, Callback }) + "\n");
        return [.. head, .. Transactions.Span];
    }

    /// <summary>Reads the input of a job.</summary>
    public static TransactionsJob Decode(byte[] input)
    {
        int end = Array.IndexOf(input, (byte)'\n');
        string?[] head = JsonSerializer.Deserialize<string?[]>(input.AsSpan(0, end))!;
        return new TransactionsJob(head[0]!, head[1], input.AsMemory(end + 1));
    }
}

/// <summary>What came of them.</summary>
/// <param name="Total">Transactions.</param>
/// <param name="Scored">Decided by this job.</param>
/// <param name="Rejected">Not transactions.</param>
/// <param name="Duplicates">Decided before.</param>
/// <param name="Sequences">Of the decisions, in the order of the transactions; 0 for rejected ones.</param>
/// <param name="Rejections">Why the rejected ones were, in order.</param>
public sealed record TransactionsResult(
    int Total, int Scored, int Rejected, int Duplicates, long[] Sequences, IReadOnlyList<JobRejection>? Rejections = null)
{
    /// <summary>A hash of what was sent under an idempotency key; null without one.</summary>
    public string? Content { get; init; }

    /// <summary>Transactions with members that mean nothing to the stream.</summary>
    public int Ignored { get; init; }

    /// <summary>As it is kept.</summary>
    public string Encode() => JsonSerializer.Serialize(this);

    /// <summary>Reads what was kept; null before anything was.</summary>
    public static TransactionsResult? Decode(string result) =>
        result.Length == 0 ? null : JsonSerializer.Deserialize<TransactionsResult>(result);
}

/// <summary>Why a transaction of a job was rejected: where and what was expected. What was found may be personal and is not kept.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Code">The code of the error.</param>
/// <param name="Errors">Field and expectation, in pairs.</param>
public sealed record JobRejection(int Index, string Code, string[][] Errors);
