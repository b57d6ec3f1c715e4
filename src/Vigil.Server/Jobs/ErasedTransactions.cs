using System.Text;
using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Transactions;
using Vigil.Server.Http;
using Vigil.Server.Transactions;

namespace Vigil.Server.Jobs;

/// <summary>Takes the transactions of an entity out of a JSON array that is still to be decided.</summary>
public static class ErasedTransactions
{
    /// <summary>What stands in the place of a transaction that was taken out.</summary>
    public static ReadOnlySpan<byte> Mark => "vigil:erased"u8;

    /// <summary>What gives an array without the transactions of an entity, and how many these were.</summary>
    public static Func<ReadOnlyMemory<byte>, (byte[] Left, int Erased)> Of(LiveStream stream, string entity)
    {
        var fields = StreamFields.Of(stream);
        return transactions => (Without(transactions, fields, entity, out int erased), erased);
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
