using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;

namespace Vigil.Conformance;

/// <summary>Journal entries made from a seed.</summary>
public static class Entries
{
    public const long Start = 1_700_000_000_000_000;

    public static readonly string[] Streams = ["cards", "transfers"];

    private static readonly JsonSerializerOptions Style = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, IncludeFields = true,
    };

    private static readonly ConditionalWeakTable<JournalEntry, DecisionColumns> Known = [];

    private static readonly string[] Places = ["Berlin", "Paris", "Rome"];

    /// <summary>A decision whose every column follows from its sequence and the seed.</summary>
    public static JournalEntry Decision(long sequence, int seed = 1, int entities = 20, int body = 40, string? stream = null)
    {
        var random = new Random((int)((seed * 1_000_003L + sequence) % int.MaxValue));
        double raw = (random.NextDouble() * 14) - 10;
        double risk = Risk.Of(raw);
        string? place = random.Next(4) is var p and < 3 ? Places[p] : null;
        var columns = new DecisionColumns(
            Start + (sequence * 1_000_000) + random.Next(120_000_000), random.NextInt64(1, long.MaxValue), 1 + random.Next(entities),
            random.Next(10) == 0 ? double.NaN : Math.Round(random.NextDouble() * 1000, 2), raw, risk,
            risk < 40 ? Outcome.Approve : risk < 90 ? Outcome.Review : Outcome.Block, "model-" + random.Next(2), place,
            place is null ? double.NaN : 50 + random.NextDouble(), place is null ? double.NaN : 10 + random.NextDouble())
        {
            Mentions = (random.Next(5), place is null ? 0 : 100 + Array.IndexOf(Places, place), random.Next(60),
                random.Next(3) == 0 ? 0 : 200 + random.Next(400)),
            Currency = random.Next(3) switch { 0 => "EUR", 1 => "USD", _ => null },
            Delay = random.Next(4) == 0 ? double.NaN : random.NextDouble() * 20,
        };
        var entry = new JournalEntry(sequence, EntryKind.Decision, stream ?? Streams[random.Next(2)], Start + sequence, default);
        return With(entry, columns, body, random);
    }

    /// <summary>The same decision with other columns.</summary>
    public static JournalEntry With(JournalEntry decision, Func<DecisionColumns, DecisionColumns> change) =>
        With(decision, change(ColumnsOf(decision)), 4, new Random(1));

    /// <summary>What a store that keeps these entries is to read from them.</summary>
    public static DecisionColumns ColumnsOf(JournalEntry decision) => Known.GetValue(decision, static entry =>
        JsonSerializer.Deserialize<DecisionColumns>(entry.Body.Span[..entry.Body.Span.IndexOf((byte)0)], Style)!);

    public static JournalEntry Label(long sequence, long decision, bool isFraud) =>
        JournalEntry.Of(sequence, "cards", Start + sequence, new LabelRecord(decision, isFraud, Start + sequence, "test", "model-0"));

    public static JournalEntry Promotion(long sequence, string version, string stream = "cards") =>
        JournalEntry.Of(sequence, stream, Start + sequence, new PromotionRecord(version, "test"));

    public static JournalEntry Erasure(long sequence, UInt128 entity) =>
        JournalEntry.Of(sequence, "cards", Start + sequence, new ErasureRecord(entity, "test"));

    public static JournalBatch Batch(params IReadOnlyList<JournalEntry> entries) => new(entries, []);

    public static JournalBatch Decisions(long first, int count, int seed = 1) =>
        new([.. Enumerable.Range(0, count).Select(i => Decision(first + i, seed))], []);

    private static JournalEntry With(JournalEntry decision, DecisionColumns columns, int body, Random random)
    {
        byte[] rest = new byte[body + 1];
        random.NextBytes(rest.AsSpan(1));
        return decision with { Body = (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(columns, Style), .. rest] };
    }
}
