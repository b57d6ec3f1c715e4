using System.Collections.Immutable;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;
using static Vigil.Engine.Features.Aggregation;

namespace Vigil.Engine.Streams;

/// <summary>The features of a stream that does not state its own: what is unusual about an amount, a moment, a rhythm, a place, a
/// counterparty.</summary>
public static class DefaultFeatures
{
    private const int MostPlainNumbers = 32, MostComparedNumbers = 6, MostCategories = 8;
    private static readonly string[] All = ["*"];
    private static readonly Window Hour = Window.Of(TimeSpan.FromHours(1));
    private static readonly Window Day = Window.Of(TimeSpan.FromDays(1));
    private static readonly Window Week = Window.Of(TimeSpan.FromDays(7));
    private static readonly Window Month = Window.Of(TimeSpan.FromDays(30));
    private static readonly Window OwnHistory = Window.LastOf(64);
    private static readonly Window Peers = Window.LastOf(256);
    private static readonly FieldRole[] Surroundings =
        [FieldRole.Merchant, FieldRole.Terminal, FieldRole.Device, FieldRole.Ip, FieldRole.Location, FieldRole.Type];

    private static readonly TimeSpan LabelDelay = TimeSpan.FromDays(7);

    /// <summary>The features that the schema's roles allow, in a fixed order.</summary>
    /// <param name="schema">The fields.</param>
    /// <param name="constants">Fields that have shown one value at most: they take no other's place where the count is limited.</param>
    public static ImmutableArray<FeatureSpec> Of(TransactionSchema schema, IReadOnlySet<string>? constants = null) =>
    [
        .. new[]
        {
            Moment(schema),
            Rhythm(schema),
            AgainstOwnHistory(schema),
            AgainstPeers(schema),
            Journey(schema),
            NewForEntity(schema),
            RareForAll(schema, constants),
            Counterparties(schema),
            KnownRisk(schema),
            PlainNumbers(schema, constants),
        }.SelectMany(features => features).DistinctBy(f => f.Name),
    ];

    /// <summary>None where times count from a beginning that is not stated: no hour is known of them.</summary>
    private static IEnumerable<FeatureSpec> Moment(TransactionSchema schema) =>
        (schema.HasRelativeTime ? [] : new[] { HourSin, HourCos, Weekend, Night }).Select(a => FeatureSpec.Create(a));

    private static IEnumerable<FeatureSpec> Rhythm(TransactionSchema schema)
    {
        var entity = Entity(schema);
        foreach (var window in new[] { Hour, Day, Week })
            yield return FeatureSpec.Create(Count, entity, window: window);
        foreach (var window in new[] { Hour, Day })
            yield return FeatureSpec.Create(Surge, entity, window: window);
        yield return FeatureSpec.Create(SinceLast, entity);
    }

    private static IEnumerable<FeatureSpec> AgainstOwnHistory(TransactionSchema schema)
    {
        foreach (string amount in Name(schema, FieldRole.Amount))
        {
            yield return FeatureSpec.Create(Deviation, Entity(schema), amount, OwnHistory);
            yield return FeatureSpec.Create(Multiple, Entity(schema), amount, OwnHistory);
            yield return FeatureSpec.Create(Known, Entity(schema), amount, OwnHistory);
            yield return FeatureSpec.Create(Recurrence, Entity(schema), amount);
        }
    }

    private static IEnumerable<FeatureSpec> AgainstPeers(TransactionSchema schema) =>
        from amount in Name(schema, FieldRole.Amount)
        from peers in Name(schema, FieldRole.Type).Select(t => new[] { t }).Append(All)
        select FeatureSpec.Create(Deviation, peers, amount, Peers);

    private static IEnumerable<FeatureSpec> Journey(TransactionSchema schema) =>
        schema.Find(FieldRole.Latitude) is not null && schema.Find(FieldRole.Longitude) is not null
            ? [FeatureSpec.Create(Distance, Entity(schema)), FeatureSpec.Create(Speed, Entity(schema))]
            : [];

    private static IEnumerable<FeatureSpec> NewForEntity(TransactionSchema schema)
    {
        foreach (var role in Surroundings)
            foreach (string field in Name(schema, role))
            {
                if (role is not FieldRole.Type)
                    yield return FeatureSpec.Create(FirstSeen, Entity(schema), field);
                if (role is FieldRole.Merchant or FieldRole.Device or FieldRole.Location or FieldRole.Type)
                    yield return FeatureSpec.Create(Rarity, Entity(schema), field);
            }
    }

    private static IEnumerable<FeatureSpec> RareForAll(TransactionSchema schema, IReadOnlySet<string>? constants)
    {
        var known = Names(schema, FieldRole.Merchant, FieldRole.Location, FieldRole.Type, FieldRole.Currency);
        var plain = Plain(schema, FieldType.Text, constants, MostCategories);
        return known.Concat(plain).Select(field => FeatureSpec.Create(Rarity, All, field));
    }

    private static IEnumerable<FeatureSpec> Counterparties(TransactionSchema schema)
    {
        foreach (string field in Names(schema, FieldRole.Merchant, FieldRole.Terminal, FieldRole.Device, FieldRole.Ip))
        {
            yield return FeatureSpec.Create(Count, [field], window: Day);
            yield return FeatureSpec.Create(Surge, [field], window: Day);
            foreach (string entity in Name(schema, FieldRole.Entity))
                yield return FeatureSpec.Create(Distinct, [field], entity, Day);
        }
    }

    private static IEnumerable<FeatureSpec> KnownRisk(TransactionSchema schema) =>
        from key in Names(schema, FieldRole.Terminal, FieldRole.Merchant).Take(schema.Find(FieldRole.Label) is null ? 0 : 1)
        from window in new[] { Day, Week, Month }
        select FeatureSpec.Create(Risk, [key], window: window, delay: LabelDelay);

    private static IEnumerable<FeatureSpec> PlainNumbers(TransactionSchema schema, IReadOnlySet<string>? constants)
    {
        string[] numbers = [.. Plain(schema, FieldType.Number, constants, MostPlainNumbers)];
        foreach (string number in numbers)
            yield return FeatureSpec.Create(Value, field: number);
        if (numbers.Count(n => constants?.Contains(n) != true) <= MostComparedNumbers)
            foreach (string number in numbers)
                yield return FeatureSpec.Create(RobustZscore, All, number, Peers);
    }

    // Where there is not room for all, those that vary come first.
    private static IEnumerable<string> Plain(TransactionSchema schema, FieldType type, IReadOnlySet<string>? constants, int most)
    {
        string[] names = [.. schema.Fields.Where(f => f.Role == FieldRole.None && f.Type == type).Select(f => f.Name)];
        return names.Length <= most ? names : names.OrderBy(name => constants?.Contains(name) == true).Take(most);
    }

    private static string[] Entity(TransactionSchema schema) => schema.Find(FieldRole.Entity) is { } field ? [field.Name] : All;

    private static IEnumerable<string> Name(TransactionSchema schema, FieldRole role) => schema.Find(role) is { } field ? [field.Name] : [];

    private static IEnumerable<string> Names(TransactionSchema schema, params FieldRole[] roles) => roles.SelectMany(r => Name(schema, r));
}
