using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;
using Vigil.Engine.Transactions;
using Vigil.Server.Http;

namespace Vigil.Server.Labels;

/// <summary>The same label for many decisions, as an analyst gives it to the rows of a list.</summary>
internal sealed class LabelBatch
{
    /// <summary>The most decisions of one request.</summary>
    public const int Most = 1000;

    private readonly List<LabelResult> _labels = [];
    private readonly List<long> _missing = [], _erased = [];

    /// <summary>How many have the label now that did not have it before.</summary>
    public int Applied => _labels.Count(l => !l.IsDuplicate);

    /// <summary>The member <c>decisions</c> of a body; what it cannot be is noted as an error.</summary>
    public static long[] Read(BodyMembers members)
    {
        var member = members.Find("decisions");
        if (member is (JsonTokenType.StartArray, var value) && Sequences(value.Span) is { Length: > 0 and <= Most } sequences)
            return sequences;
        if (members.IsObject)
            members.Fail("decisions", member is { } found ? FieldText.Show(found.Value.Span, 100) : "nothing",
                $"an array of 1 to {Most} sequences of decisions");
        return [];
    }

    /// <summary>Gives them the label, in their order. Where it fails, <see cref="Applied"/> still counts those that have it.</summary>
    /// <exception cref="Engine.Journal.StorageException">Some could not be made durable.</exception>
    public async Task ApplyAsync(ScoringService service, long[] decisions, Conclusion conclusion, string by)
    {
        // They are accepted in the order of the calls; only waiting for the disk is shared.
        // What was begun is ended: what is noted afterwards is what was done.
        Task<LabelResult?>[] labels = [.. decisions.Select(d => service.LabelAsync(d, conclusion, by, CancellationToken.None))];
        try
        {
            await Task.WhenAll(labels);
        }
        finally
        {
            for (int i = 0; i < labels.Length; i++)
                if (labels[i].IsCompletedSuccessfully)
                    Add(decisions[i], await labels[i]);
        }
    }

    /// <summary>Writes the answer: what each had before, so that it can be given back.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("applied"u8, Applied);
        json.WriteStartArray("labels"u8);
        foreach (var label in _labels)
        {
            json.WriteStartObject();
            json.WriteNumber("sequence"u8, label.Decision);
            json.WriteBoolean("duplicate"u8, label.IsDuplicate);
            json.WriteStartObject("before"u8);
            LabelJson.WriteMembers(json, label.Before);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteAll(json, "missing", _missing);
        WriteAll(json, "erased", _erased);
        json.WriteEndObject();
    }

    private void Add(long decision, LabelResult? result)
    {
        if (result is null)
            _missing.Add(decision);
        else if (result.IsErased)
            _erased.Add(decision);
        else
            _labels.Add(result);
    }

    private static void WriteAll(Utf8JsonWriter json, string name, List<long> sequences)
    {
        json.WriteStartArray(name);
        foreach (long sequence in sequences)
            json.WriteNumberValue(sequence);
        json.WriteEndArray();
    }

    private static long[]? Sequences(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8, BodyMembers.Options);
        var sequences = new List<long>();
        for (json.Read(); json.Read() && json.TokenType != JsonTokenType.EndArray;)
            if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out long sequence) && sequence > 0 && sequences.Count <= Most)
                sequences.Add(sequence);
            else
                return null;
        return [.. sequences.Distinct()];
    }
}
