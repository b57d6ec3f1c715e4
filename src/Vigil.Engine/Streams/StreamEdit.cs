using System.Collections.Immutable;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams;

/// <summary>
/// A stream file as an edit of a stream that is served. What the file leaves open stays as it was recognised when the stream was taught:
/// formats, the currency, the time zone, default features of a stream whose fields are the same.
/// </summary>
public static class StreamEdit
{
    /// <summary>What the stream would be.</summary>
    /// <param name="file">The file's stream.</param>
    /// <param name="served">The stream as it is served; null where it is new.</param>
    public static StreamDefinition Over(StreamDefinition file, StreamDefinition? served)
    {
        if (served is null || file.Stated is not { } stated)
            return file;
        var schema = new TransactionSchema(
            InServedOrder(file.Schema, served.Schema).Select(field => Complete(field, served.Schema)),
            stated.TimeZone is null ? served.Schema.TimeZone : file.Schema.TimeZone, file.Schema.Rates);
        var features = stated.Features.IsEmpty ? Defaults(schema, served) : file.Features.Features;
        return file with { Schema = schema, Features = file.Features with { Features = features } };
    }

    // In which order the columns stand means nothing; the data that taught the stream may have had them in another.
    private static IEnumerable<Field> InServedOrder(TransactionSchema file, TransactionSchema served) =>
        file.Fields.OrderBy(field => served.IndexOf(field.Name) is >= 0 and var index ? index : int.MaxValue);

    private static Field Complete(Field field, TransactionSchema served)
    {
        if (served.IndexOf(field.Name) is not (>= 0 and var index) || served.Fields[index] is not { } known || known.Type != field.Type)
            return field;
        return field with
        {
            Format = field.Format ?? known.Format,
            Currency = field.Currency ?? known.Currency,
            Parts = field.Parts == FieldParts.None ? known.Parts : field.Parts,
        };
    }

    // A default feature that the stream was taught without, for its column never changed, say, does not come by itself.
    private static ImmutableArray<FeatureSpec> Defaults(TransactionSchema schema, StreamDefinition served)
    {
        var (now, then) = (DefaultFeatures.Of(schema), DefaultFeatures.Of(served.Schema));
        var before = served.Features.Features;
        bool IsThen(FeatureSpec feature) => then.Any(f => f.Name == feature.Name);
        if (then.Select(f => f.Name).SequenceEqual(now.Select(f => f.Name)))
            return before;
        var known = before.ToDictionary(f => f.Name);
        return
        [
            .. now.Where(f => known.ContainsKey(f.Name) || !IsThen(f)).Select(f => known.GetValueOrDefault(f.Name) ?? f),
            .. before.Where(f => !IsThen(f) && f.Field is null && f.Entity.IsEmpty),
        ];
    }
}
