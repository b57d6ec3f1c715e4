using Vigil.Engine.Features;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams;

/// <summary>Checks one entry of a feature list against the fields and against itself.</summary>
internal sealed class FeatureCheck(FieldLookup fields, Findings findings)
{
    private bool _fits = true;

    /// <summary>Whether the entry can be made into features; every fault goes to the findings.</summary>
    public bool Check(FeatureDraft draft)
    {
        CheckEntity(draft);
        CheckFields(draft);
        foreach (var aggregation in draft.Aggregations)
            CheckAggregation(draft, aggregation);
        CheckRepeats(draft);
        CheckUse(draft);
        return _fits;
    }

    private void CheckEntity(FeatureDraft draft)
    {
        foreach (var key in draft.Entity)
            if (key.Value == "*")
                Require(draft.Entity.Length == 1, key.Place, "'*' beside other columns", "'*' alone (the whole stream), or columns");
            else if (fields.Find(key.Value) is not { } field)
                Require(!fields.IsFinal, key.Place, $"the unknown column '{key.Value}'",
                    fields.Expected(key.Value, "a column of the stream"));
            else if (!field.IsLoose)
                Require(
                    field.Type is null or FieldType.Text,
                    key.Place,
                    $"'{key.Value}' of the type {Words.Spell(field.Type ?? FieldType.Text)} as an entity",
                    "a column of the type text: identifiers are compared as texts");
    }

    private void CheckFields(FeatureDraft draft)
    {
        foreach (var name in draft.Fields)
            if (fields.Find(name.Value) is not { } field)
                Require(!fields.IsFinal, name.Place, $"the unknown column '{name.Value}'",
                    fields.Expected(name.Value, "a column of the stream"));
            else if (field.Role is FieldRole.Label)
                Fail(name.Place, $"the label '{name.Value}' as an input",
                    "another column; what is known of past frauds is the aggregation risk, with a delay");
            else if (field.Role is FieldRole.Time)
                Fail(name.Place, $"the time '{name.Value}' as an input",
                    "another column; the time's features are hour_sin, weekend, night, since_last, …");
            else if (field.Type is { } type && !field.IsLoose)
                Require(
                    draft.Aggregations.Any(a => RuleOf(a).Takes(type)),
                    name.Place,
                    $"the {Words.Spell(type)} column '{name.Value}', which none of {Spell(draft)} takes",
                    type == FieldType.Number ? "a text column" : "a number column");
    }

    private void CheckAggregation(FeatureDraft draft, Placed<AggregationChoice> choice)
    {
        var rule = RuleOf(choice);
        string word = Words.Spell(choice.Value.Aggregation);
        if (rule.NeedsEntity != draft.Entity.Length > 0)
            Fail(choice.Place, word + (rule.NeedsEntity ? " without an entity" : " with an entity"), rule.NeedsEntity
                ? "entity: a column, several, or \"*\" (the whole stream)"
                : $"{word} in an entry of its own without entity: it is of the transaction alone");
        if (rule.Window != WindowNeed.None && !draft.Windows.Any(w => rule.Takes(w.Value)))
            Fail(
                choice.Place,
                $"{word} without a window of its kind",
                rule.Window == WindowNeed.Span ? "windows: [1h, 7d] or other time spans" : "windows: [last64] or another count of values");
        if (choice.Value.Aggregation == Aggregation.Risk && draft.Delay == TimeSpan.Zero)
            Fail(choice.Place, "risk without a delay",
                "delay: how late labels are known, such as 7d; without it the label would explain itself");
        CheckRoles(choice, word);
        if (fields.IsFinal && rule.Field is FieldNeed.Number or FieldNeed.Text && !HasField(draft, rule))
            Fail(choice.Place, $"{word} without a column", rule.Field == FieldNeed.Number ? "field: a number column"
                : "field: a text column");
    }

    private void CheckRoles(Placed<AggregationChoice> choice, string word)
    {
        if (choice.Value.Aggregation == Aggregation.Risk)
            Require(fields.MayHave(FieldRole.Label), choice.Place, "risk without labels", "a column with the role label in the schema");
        if (choice.Value.Aggregation is Aggregation.Distance or Aggregation.Speed)
            Require(
                fields.MayHave(FieldRole.Latitude) && fields.MayHave(FieldRole.Longitude),
                choice.Place, $"{word} without coordinates", "columns with the roles latitude and longitude in the schema");
    }

    private bool HasField(FeatureDraft draft, AggregationRule rule) =>
        draft.Fields.Any(f => fields.Find(f.Value) is not { Type: { } type } || rule.Takes(type))
            || (rule.Field == FieldNeed.Number && fields.DefaultNumbers.Count > 0);

    private void CheckRepeats(FeatureDraft draft)
    {
        Unique(draft.Entity, e => e);
        Unique(draft.Fields, f => f);
        Unique(draft.Windows, w => w.ToString());
        Unique(draft.Aggregations, a => FormattableString.Invariant($"{a.Aggregation} {a.Percentile}"));
    }

    private void Unique<T>(IEnumerable<Placed<T>> items, Func<T, string> spell)
    {
        var seen = new HashSet<string>();
        foreach (var item in items)
            Require(seen.Add(spell(item.Value)), item.Place, $"'{spell(item.Value)}' a second time",
                "each once (24h and 1d are the same window)");
    }

    private void CheckUse(FeatureDraft draft)
    {
        foreach (var window in draft.Windows)
            Require(
                draft.Aggregations.Any(a => RuleOf(a).Takes(window.Value)),
                window.Place, $"the window {window.Value}, which none of {Spell(draft)} takes",
                window.Value.Last > 0 ? "a time span such as 7d (robust_zscore and ratio take last64)"
                    : "no window, or last64 for robust_zscore and ratio");
        Require(
            draft.Delay == TimeSpan.Zero || draft.Windows.Any(w => w.Value.Length is not null),
            draft.Place, "a delay without a time window", "windows: [1d, 7d] or other time spans, or no delay");
    }

    private static string Spell(FeatureDraft draft) => string.Join(", ", draft.Aggregations.Select(a => Words.Spell(a.Value.Aggregation)));

    private static AggregationRule RuleOf(Placed<AggregationChoice> choice) => AggregationRule.Of(choice.Value.Aggregation);

    private void Require(bool condition, Place place, string found, string expected)
    {
        if (!condition)
            Fail(place, found, expected);
    }

    private void Fail(Place place, string found, string expected) => _fits = findings.Add(place, found, expected);
}
