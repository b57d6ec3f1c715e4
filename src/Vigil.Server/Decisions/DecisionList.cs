using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Runtime;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>Pages of summaries.</summary>
internal static class DecisionList
{
    /// <summary>Reads cursor and limit, and answers with the page or with everything that is wrong with the query.</summary>
    public static async Task PageAsync(
        this QueryReader reader, HttpContext context, Func<long?, int, (List<Decision> Items, long? Next)> page)
    {
        var (cursor, limit) = (reader.Integer("cursor", 1), reader.Limit());
        if (reader.Problem() is { } problem)
        {
            await problem.WriteAsync(context);
            return;
        }
        var (items, next) = page(cursor, limit);
        using var answer = JsonAnswer.Rent();
        answer.Json.WriteStartObject();
        WriteMembers(answer.Json, items, next);
        answer.Json.WriteEndObject();
        await answer.SendAsync(context);
    }

    /// <summary>Writes <c>items</c> and <c>next</c>.</summary>
    public static void WriteMembers(Utf8JsonWriter json, List<Decision> items, long? next)
    {
        json.WriteStartArray("items"u8);
        foreach (var decision in items)
            DecisionJson.WriteSummary(json, decision);
        json.WriteEndArray();
        if (next is { } cursor)
            json.WriteString("next"u8, JsonPage.Cursor(cursor));
        else
            json.WriteNull("next"u8);
    }
}
