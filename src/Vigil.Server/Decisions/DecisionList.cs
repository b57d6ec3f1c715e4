using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Decisions;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>Pages of summaries.</summary>
internal static class DecisionList
{
    /// <summary>Reads cursor and limit, and answers with the page or with everything that is wrong with the query.</summary>
    public static async Task<IResult> PageAsync(
        this QueryReader reader, Func<long?, int, ValueTask<(List<Decision> Items, long? Next)>> page, long? searchedFrom = null)
    {
        var (cursor, limit) = (reader.Integer("cursor", 1), reader.Limit());
        return reader.Problem() is { } problem ? problem : Write(await page(cursor, limit), searchedFrom);
    }

    /// <summary>Answers with a page of a ranking; <c>whole</c> is false where only the newest candidates were ranked.</summary>
    public static async Task<IResult> RankedAsync(
        this QueryReader reader, DecisionPages pages, DecisionQuery query, DecisionRank rank, long? searchedFrom,
        CancellationToken cancellation)
    {
        var (cursor, limit) = (Cursor(reader), reader.Limit());
        return reader.Problem() is { } problem ? problem
            : Write(await pages.RankedAsync(query, rank, cursor, limit, cancellation), searchedFrom);
    }

    /// <summary>Says from when on decisions were looked at, where that is not from the first.</summary>
    public static void WriteSearchedFrom(Utf8JsonWriter json, long? from)
    {
        if (from is { } time)
            json.WriteString("searched_from"u8, TimeText.Of(time));
    }

    private static JsonAnswer Write((List<Decision> Items, RankCursor? Next, bool IsWhole) page, long? searchedFrom)
    {
        var answer = JsonAnswer.Rent();
        answer.Json.WriteStartObject();
        WriteMembers(answer.Json, page.Items,
            page.Next is null ? null : string.Create(CultureInfo.InvariantCulture, $"{page.Next.Key:R}:{page.Next.Sequence}"));
        answer.Json.WriteBoolean("whole"u8, page.IsWhole);
        WriteSearchedFrom(answer.Json, searchedFrom);
        answer.Json.WriteEndObject();
        return answer;
    }

    private static RankCursor? Cursor(QueryReader reader)
    {
        if (reader.Text("cursor") is not { } text)
            return null;
        if (text.Split(':') is [var key, var sequence]
            && double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            return new RankCursor(value, number);
        reader.Fail("cursor", "another text", "next of the page before, with the same sort");
        return null;
    }

    private static JsonAnswer Write((List<Decision> Items, long? Next) page, long? searchedFrom)
    {
        var answer = JsonAnswer.Rent();
        answer.Json.WriteStartObject();
        WriteMembers(answer.Json, page.Items, Text(page.Next));
        WriteSearchedFrom(answer.Json, searchedFrom);
        answer.Json.WriteEndObject();
        return answer;
    }

    /// <summary>Writes <c>items</c> and <c>next</c>.</summary>
    public static void WriteMembers(Utf8JsonWriter json, List<Decision> items, string? next)
    {
        json.WriteStartArray("items"u8);
        foreach (var decision in items)
            DecisionJson.WriteSummary(json, decision);
        json.WriteEndArray();
        if (next is { } cursor)
            json.WriteString("next"u8, cursor);
        else
            json.WriteNull("next"u8);
    }

    /// <summary>A cursor as it is written.</summary>
    public static string? Text(long? cursor) => cursor is { } sequence ? JsonPage.Cursor(sequence) : null;
}
