using System.Collections.Immutable;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Streams.Yaml;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams;

/// <summary>In what an edited stream differs from the one that is served, and when each difference takes effect.</summary>
public sealed class StreamComparison
{
    private readonly List<StreamChange> _changes = [];
    private readonly StreamDefinition _before, _after;

    private StreamComparison(StreamDefinition before, StreamDefinition after) => (_before, _after) = (before, after);

    /// <summary>Every difference.</summary>
    public ImmutableArray<StreamChange> Changes => [.. _changes];

    /// <summary>Whether there is none.</summary>
    public bool IsSame => _changes.Count == 0;

    /// <summary>Whether state must be built before the edit can be served.</summary>
    public bool NeedsBuild => _changes.Exists(change => change.Effect == ChangeEffect.AfterBuild);

    /// <summary>Why the edit cannot be applied: all reasons; empty when it can.</summary>
    public IEnumerable<StreamChange> Refusals => _changes.Where(change => change.Effect == ChangeEffect.Refused);

    /// <summary>Compares.</summary>
    /// <param name="before">As it is served.</param>
    /// <param name="after">The edit; see <see cref="StreamEdit.Over"/>.</param>
    /// <param name="read">The features that the champion reads; none where there is none, or another one comes with the edit.</param>
    /// <param name="mayUnmark">Whether a personal field may become one that is not.</param>
    public static StreamComparison Of(
        StreamDefinition before, StreamDefinition after, IEnumerable<FeatureSpec> read, bool mayUnmark = false)
    {
        var comparison = new StreamComparison(before, after);
        comparison.CompareHead();
        comparison.CompareFields(mayUnmark);
        comparison.CompareFeatures([.. read]);
        comparison.CompareModel();
        comparison.ComparePolicy();
        return comparison;
    }

    /// <summary>A stream that is not served yet: all of it is new.</summary>
    public static StreamComparison OfNew(StreamDefinition stream)
    {
        var comparison = new StreamComparison(stream, stream);
        comparison.Add("name", "", stream.Name, ChangeEffect.AtOnce,
            "a new stream; it takes transactions from the promotion of its first model on");
        if (PersonalNumber.Of(stream) is { } problem)
            comparison.Add("schema", "", "", ChangeEffect.Refused, problem);
        return comparison;
    }

    private void CompareHead()
    {
        Compare("name", _before.Name, _after.Name, ChangeEffect.Refused, "a stream cannot be renamed, for identifiers, entities and data "
            + "keys belong to its name; keep the name, or apply the file as a stream of its own beside this one");
        Compare("time_zone", _before.Schema.TimeZone.Id, _after.Schema.TimeZone.Id, ChangeEffect.AtOnce);
        Compare("lateness", Span(_before.Features.Lateness), Span(_after.Features.Lateness), ChangeEffect.AfterBuild);
        Compare("remember_ids", Span(_before.Features.Memory), Span(_after.Features.Memory), ChangeEffect.AfterBuild);
        Compare("rates", _before.Schema.Rates?.ToString() ?? "", _after.Schema.Rates?.ToString() ?? "", ChangeEffect.AfterBuild);
    }

    private void CompareFields(bool mayUnmark)
    {
        foreach (var role in (FieldRole[])[FieldRole.Id, FieldRole.Entity])
            CompareKey(role);
        foreach (var field in _before.Schema.Fields.Where(f => _after.Schema.IndexOf(f.Name) < 0))
            Add("schema." + field.Name, Describe(field), "", ChangeEffect.AfterBuild);
        foreach (var (field, index) in _after.Schema.Fields.Select((f, i) => (f, i)))
            if (_before.Schema.IndexOf(field.Name) is >= 0 and var then)
                Compare(_before.Schema.Fields[then], field, mayUnmark);
            else
                // At the end, and read by nothing but features that are new themselves, it leaves the state as it is.
                Add("schema." + field.Name, "", Describe(field),
                    index >= _before.Schema.Fields.Length && field.Role == FieldRole.None ? ChangeEffect.AtOnce : ChangeEffect.AfterBuild);
        var (order, now) = (_before.Schema.Fields.Select(f => f.Name), _after.Schema.Fields.Select(f => f.Name));
        if (!now.Take(_before.Schema.Fields.Length).SequenceEqual(order) && order.All(now.Contains))
            Add("schema", string.Join(", ", order), string.Join(", ", now), ChangeEffect.AfterBuild, "the order of the fields");
        if (PersonalNumber.Of(_after) is { } problem)
            Add("schema", "", "", ChangeEffect.Refused, problem);
    }

    private void CompareKey(FieldRole role)
    {
        string word = Words.Spell(role);
        string Name(TransactionSchema schema) => schema.Find(role) is { } field ? $"{field.Name} ({Words.Spell(field.Type)})" : "none";
        Compare($"schema role {word}", Name(_before.Schema), Name(_after.Schema), ChangeEffect.Refused, role == FieldRole.Id
            ? "what was decided is found by this column, and repeats are told by it; keep it, or apply the file under another name as a "
                + "stream of its own"
            : "profiles, data keys and erasure belong to this column; keep it, or apply the file under another name as a stream of its "
                + "own");
    }

    private void Compare(Field before, Field after, bool mayUnmark)
    {
        string path = "schema." + after.Name;
        Compare(path + ".type", Words.Spell(before.Type), Words.Spell(after.Type), ChangeEffect.AfterBuild,
            "values of before are not known in it");
        Compare(path + ".role", Words.Spell(before.Role), Words.Spell(after.Role), ChangeEffect.AfterBuild);
        Compare(path + ".format", before.Format ?? "", after.Format ?? "", ChangeEffect.AtOnce);
        Compare(path + ".required", Required(before), Required(after), ChangeEffect.AtOnce);
        Compare(path + ".currency", before.Currency ?? "", after.Currency ?? "", ChangeEffect.AtOnce);
        Compare(path + ".parts", Parts(before.Parts), Parts(after.Parts), ChangeEffect.AtOnce);
        if (!before.IsPersonal && after.IsPersonal)
            Add(path + ".personal", "false", "true", ChangeEffect.AfterBuild,
                "hashed and sealed from the entry on; entries before it keep the values as they were written");
        else if (before.IsPersonal && !after.IsPersonal)
            Add(path + ".personal", "true", "false", mayUnmark ? ChangeEffect.AfterBuild : ChangeEffect.Refused, mayUnmark
                ? "written in clear from the entry on; what was known of its values begins anew"
                : "its values would be written in clear from here on, and profiles by them would begin anew; mark it personal, or say that "
                    + "this is meant: --not-personal (API: not_personal=true)");
    }

    private void CompareFeatures(ImmutableArray<FeatureSpec> read)
    {
        var (before, after) = (_before.Features.Features.ToDictionary(f => f.Name), _after.Features.Features.ToDictionary(f => f.Name));
        foreach (var feature in _before.Features.Features.Where(f => !after.ContainsKey(f.Name)))
            Compare(feature, null, read);
        foreach (var feature in _after.Features.Features)
            if (!before.TryGetValue(feature.Name, out var then))
                Compare(null, feature, read);
            else if (then.Fingerprint != feature.Fingerprint)
                Compare(then, feature, read);
        bool isSame = _changes.TrueForAll(change => !change.What.StartsWith("features.", StringComparison.Ordinal));
        if (isSame && !_before.Features.Features.Select(f => f.Name).SequenceEqual(_after.Features.Features.Select(f => f.Name)))
            Add("features", "in one order", "in another", ChangeEffect.AfterBuild);
    }

    private void Compare(FeatureSpec? before, FeatureSpec? after, ImmutableArray<FeatureSpec> read)
    {
        string name = (after ?? before)!.Name;
        bool isRead = read.FirstOrDefault(f => f.Name == name) is { } needed && needed.Fingerprint != after?.Fingerprint;
        Add("features." + name, before is null ? "" : Describe(before), after is null ? "" : Describe(after),
            isRead ? ChangeEffect.Refused : ChangeEffect.AfterBuild, isRead
                ? "the model that scores the stream reads it; keep it, or have a model learned that does without and promoted with the "
                    + "edit: --train (API: train=true)"
                : before is null ? "computed from the entry on; it counts once a model that was trained with it is promoted" : "");
    }

    private void CompareModel()
    {
        var (before, after) = (_before.Model, _after.Model);
        foreach (var setting in ModelSetting.All)
            Compare("model." + setting.Key, Number(setting.Read(before)), Number(setting.Read(after)), ChangeEffect.NextTraining);
        Compare("model.seed", $"{before.Seed}", $"{after.Seed}", ChangeEffect.NextTraining);
        Compare("preprocessing", $"{before.Preprocessing}", $"{after.Preprocessing}", ChangeEffect.NextTraining);
    }

    private void ComparePolicy()
    {
        var (before, after) = (_before.Policy, _after.Policy);
        Compare("policy.review", Number(before.Review), Number(after.Review), ChangeEffect.AtOnce);
        Compare("policy.block", Number(before.Block), Number(after.Block), ChangeEffect.AtOnce);
        Compare("policy.contamination", Number(before.Contamination), Number(after.Contamination), ChangeEffect.AtOnce);
        Compare("policy.daily_alerts", Number(before.DailyAlerts), Number(after.DailyAlerts), ChangeEffect.AtOnce);
    }

    private void Compare(string what, string before, string after, ChangeEffect effect, string remark = "")
    {
        if (before != after)
            Add(what, before, after, effect, remark);
    }

    private void Add(string what, string before, string after, ChangeEffect effect, string remark = "") =>
        _changes.Add(new StreamChange(what, before, after, effect) { Remark = remark });

    private static string Describe(Field field) => Words.Spell(field.Type)
        + (field.Role == FieldRole.None ? "" : ", role " + Words.Spell(field.Role)) + (field.IsPersonal ? ", personal" : "");

    private static string Describe(FeatureSpec feature) => FeatureListing.Lines([feature]).First()[2..]
        + (feature.Edition == FeatureSpec.CurrentEdition ? "" : $" edition {feature.Edition}");

    private static string Required(Field field) => field.IsRequired ? "true" : field.IsOptional ? "false" : "not stated";

    private static string Parts(FieldParts parts) => string.Join(", ",
        parts.Columns.Select(p => $"{Words.Spell(p.Part)}: {p.Column}")
            .Concat(parts.Positive.Select(p => "positive: " + p)).Concat(parts.Negative.Select(n => "negative: " + n)));

    private static string Span(TimeSpan span) => Window.Of(span).ToString();

    private static string Number(double? value) => value is { } number ? YamlText.Number(number) : "";
}
