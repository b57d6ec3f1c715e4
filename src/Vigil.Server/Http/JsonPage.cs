using System.Globalization;
using System.Text.Json;

namespace Vigil.Server.Http;

/// <summary>A page of a list: <c>items</c>, and the cursor that the next page begins beyond.</summary>
internal static class JsonPage
{
    /// <summary>Writes the object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="items">One more than the page has when there are more.</param>
    /// <param name="limit">Items of the page.</param>
    /// <param name="cursor">The cursor of an item.</param>
    /// <param name="write">Writes an item.</param>
    public static void Write<T>(
        Utf8JsonWriter json, IReadOnlyList<T> items, int limit, Func<T, string> cursor, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject();
        WriteMembers(json, items, limit, cursor, write);
        json.WriteEndObject();
    }

    /// <inheritdoc cref="Write"/>
    public static void WriteMembers<T>(
        Utf8JsonWriter json, IReadOnlyList<T> items, int limit, Func<T, string> cursor, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray("items"u8);
        for (int i = 0; i < items.Count && i < limit; i++)
            write(json, items[i]);
        json.WriteEndArray();
        if (items.Count > limit)
            json.WriteString("next"u8, cursor(items[limit - 1]));
        else
            json.WriteNull("next"u8);
    }

    /// <summary>The cursor of a sequence.</summary>
    public static string Cursor(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);
}
