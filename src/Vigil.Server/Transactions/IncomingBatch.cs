using System.Text.Json;
using Vigil.Engine.Runtime;
using Vigil.Server.Errors;
using Vigil.Server.Http;

namespace Vigil.Server.Transactions;

/// <summary>Reads many transactions from one body.</summary>
internal static class IncomingBatch
{
    /// <summary>Reads a JSON array of objects.</summary>
    /// <param name="array">The array, from bracket to bracket.</param>
    /// <param name="terms">How to read them.</param>
    /// <param name="limit">The most items.</param>
    /// <param name="member">What the array is called in the request.</param>
    /// <param name="problem">Why there is no result.</param>
    public static List<IncomingTransaction>? ReadArray(
        ReadOnlyMemory<byte> array, in IntakeTerms terms, int limit, string member, out Problem? problem)
    {
        var items = new List<IncomingTransaction>();
        var json = new Utf8JsonReader(array.Span, BodyMembers.Options);
        json.Read();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (items.Count == limit)
            {
                problem = TooMany(member, limit);
                return null;
            }
            items.Add(Intake.Read(ref json, array.Span, terms, items.Count));
        }
        problem = null;
        return items;
    }

    /// <summary>Reads one JSON object per line; a line that is none has errors of its own. Blank lines are left out.</summary>
    /// <inheritdoc cref="ReadArray"/>
    public static List<IncomingTransaction>? ReadLines(ReadOnlyMemory<byte> body, in IntakeTerms terms, int limit, out Problem? problem)
    {
        var items = new List<IncomingTransaction>();
        problem = null;
        for (var rest = body.Span; !rest.IsEmpty;)
        {
            int end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.IsEmpty)
                continue;
            if (items.Count == limit)
            {
                problem = TooMany("lines", limit);
                return null;
            }
            items.Add(ReadLine(line, terms, items.Count));
        }
        return items;
    }

    /// <summary>Those that can be submitted, in order.</summary>
    public static List<Submission> Submissions(this IReadOnlyList<IncomingTransaction> items)
    {
        var submissions = new List<Submission>(items.Count);
        for (int i = 0; i < items.Count; i++)
            if (items[i].Submission is { } submission)
                submissions.Add(submission);
        return submissions;
    }

    private static IncomingTransaction ReadLine(ReadOnlySpan<byte> line, in IntakeTerms terms, int index)
    {
        try
        {
            var json = new Utf8JsonReader(line, BodyMembers.Options);
            json.Read();
            var item = Intake.Read(ref json, line, terms, index);
            json.Read();
            return item;
        }
        catch (JsonException e)
        {
            return new IncomingTransaction { Errors = [new(null, BodyMembers.Describe(e), "one JSON object per line")] };
        }
    }

    private static Problem TooMany(string member, int limit) => Problem.Invalid(new FieldError(member,
        FormattableString.Invariant($"more than {limit}"), FormattableString.Invariant($"at most {limit} in one request")));
}
