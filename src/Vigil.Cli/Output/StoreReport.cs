using System.Globalization;
using System.Text.Json;
using Vigil.Cli.Serving;
using Vigil.Engine.Access;
using Vigil.Engine.Scoring;
using Vigil.Storage.Sql;

namespace Vigil.Cli.Output;

/// <summary>What a store holds, in figures.</summary>
/// <param name="Data">The folder.</param>
/// <param name="Bytes">Of all files in it.</param>
/// <param name="Schema">Version of the schema.</param>
/// <param name="FirstSequence">The first entry of the journal that is kept.</param>
/// <param name="LastSequence">The last entry.</param>
/// <param name="Snapshot">The sequence of the newest snapshot; 0 for none.</param>
/// <param name="Users">Count.</param>
/// <param name="Keys">API keys that are valid.</param>
/// <param name="Streams">By name.</param>
internal sealed record StoreReport(
    string Data, long Bytes, int Schema, long FirstSequence, long LastSequence, long Snapshot, int Users, int Keys,
    IReadOnlyList<StreamFigures> Streams)
{
    private const int StepMinutes = 1_440;
    private static readonly JsonSerializerOptions Style = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The figures of an open store.</summary>
    public static async Task<StoreReport> OfAsync(StoreSession session, CancellationToken cancellation)
    {
        var (ports, folder) = (session.Ports, session.Folder);
        long now = Microseconds.Now(TimeProvider.System);
        var champions = (await ports.Models.ListAsync(null, cancellation)).Where(m => m.IsChampion)
            .ToDictionary(m => m.Stream, m => m.Version);
        var counts = await ports.Decisions.CountsAsync(cancellation);
        var streams = new List<StreamFigures>();
        foreach (string name in counts.Keys.Union(champions.Keys).Order(StringComparer.Ordinal))
            streams.Add(await FiguresOfAsync(
                session, name, counts.GetValueOrDefault(name), champions.GetValueOrDefault(name), cancellation));
        return new StoreReport(
            folder.Path,
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length),
            SqliteStore.NewestSchema, ports.Journal.FirstSequence, ports.Journal.LastSequence,
            await ports.Snapshots.SequencesAsync(cancellation) is [var newest, ..] ? newest : 0,
            (await ports.Users.ListAsync(cancellation)).Count,
            (await ports.ApiKeys.ListAsync(cancellation)).Count(k => k.Revoked == 0 && (k.Expires == 0 || k.Expires > now)),
            streams);
    }

    /// <summary>One JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Style);

    /// <summary>For people.</summary>
    public IEnumerable<string> ToLines()
    {
        yield return Text($"Data       {Data}, {Bytes:#,0} bytes, schema {Schema}");
        yield return Text($"Journal    entries {FirstSequence:#,0} to {LastSequence:#,0}, newest snapshot at {Snapshot:#,0}");
        yield return Text($"Access     {Users:#,0} users, {Keys:#,0} API keys");
        if (Streams.Count == 0)
            yield return "Streams    none yet";
        foreach (var stream in Streams)
        {
            yield return Text($"Stream     {stream.Name}: {stream.Decisions:#,0} decisions, model {stream.Champion ?? "none"}");
            yield return "  levels   " + string.Join(", ", stream.Levels.Select(l => Text($"{l.Key} {l.Value:#,0}")));
            yield return "  outcome  " + string.Join(", ", stream.Outcomes.Select(o => Text($"{o.Key} {o.Value:#,0}")));
        }
    }

    private static async Task<StreamFigures> FiguresOfAsync(
        StoreSession session, string name, long decisions, string? champion, CancellationToken cancellation)
    {
        var levels = Enum.GetValues<RiskLevel>().ToDictionary(Word, _ => 0L);
        var outcomes = Enum.GetValues<Outcome>().ToDictionary(Word, _ => 0L);
        foreach (var point in await session.Ports.Decisions.VolumeAsync(
            name, 0, Microseconds.Of(DateTimeOffset.MaxValue), StepMinutes, cancellation))
        {
            foreach (var level in Enum.GetValues<RiskLevel>())
                levels[Word(level)] += point.Levels[(int)level];
            foreach (var outcome in Enum.GetValues<Outcome>())
                outcomes[Word(outcome)] += point.Outcomes[(int)outcome];
        }
        return new StreamFigures(name, decisions, champion, levels, outcomes);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The figures of a stream.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Decisions">Ever made.</param>
/// <param name="Champion">The model that scores it; null for none.</param>
/// <param name="Levels">Decisions by level.</param>
/// <param name="Outcomes">Decisions by outcome.</param>
internal sealed record StreamFigures(
    string Name, long Decisions, string? Champion, IReadOnlyDictionary<string, long> Levels, IReadOnlyDictionary<string, long> Outcomes);
