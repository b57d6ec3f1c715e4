using System.Globalization;
using System.Text;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Streams.Yaml;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams;

/// <summary>Writes a stream as a commented YAML file that loads again as the same stream.</summary>
public static class StreamTemplate
{
    private const int RemarkColumn = 64;

    private const double SomeWeight = 0.3;

    /// <summary>A file to start from when there is no data yet: card payments.</summary>
    public static string Example() => Write(Start());

    /// <summary>A stream, with what its columns were taken for as remarks.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="columns">The columns of the data it was inferred from, if any.</param>
    public static string Write(StreamDefinition stream, IReadOnlyList<InferredColumn>? columns = null) =>
        Write(stream, columns ?? [], isForModel: false);

    /// <summary>A stream for a model, which states its features: a newer program may have other default ones.</summary>
    public static string WriteForModel(StreamDefinition stream) => Write(stream, [], isForModel: true);

    private static string Write(StreamDefinition stream, IReadOnlyList<InferredColumn> columns, bool isForModel)
    {
        var text = new StringBuilder();
        WriteHead(text, stream);
        WriteFields(text, stream.Schema, columns);
        WriteFeatures(text, stream, isForModel);
        WriteModel(text, stream, isForModel);
        WritePolicy(text, stream.Policy);
        return text.ToString();
    }

    private static void WriteHead(StringBuilder text, StreamDefinition stream)
    {
        Line(text, "# A Vigil stream: what the columns mean, what to compute, when to raise an alert.");
        Line(text, "# `vigil stream check FILE` checks it; `vigil stream schema` prints the JSON Schema for editors.");
        Line(text, "version: 1");
        Line(text, "name: " + YamlText.Quote(stream.Name));
        Line(text, "time_zone: "
            + YamlText.Quote(stream.Schema.TimeZone.Id), "of local times in the data, and of hours and days in features");
    }

    private static void WriteFields(StringBuilder text, TransactionSchema schema, IReadOnlyList<InferredColumn> columns)
    {
        Line(text, "");
        Line(text, "# The columns. Types: text, number, time. A role occurs once:");
        Line(text, "# " + string.Join(", ", Words.Roles.Keys) + ".");
        Line(text, "schema:");
        foreach (var field in schema.Fields)
            Line(text, $"  {YamlText.Quote(field.Name)}: {{ {Describe(field)} }}",
                columns.FirstOrDefault(c => c.Name == field.Name)?.Reason);
        foreach (var column in columns.Where(c => !c.IsUsed))
            Line(text, $"  # {YamlText.Quote(column.Name)}", column.Reason);
        Line(text, "# personal: [a_column]", "masked in logs, encrypted at rest");
        WriteRates(text, schema);
    }

    private static void WriteRates(StringBuilder text, TransactionSchema schema)
    {
        const string Remark = "compares amounts across currencies; without rates each is compared within its own";
        if (schema.Rates is { } rates)
            Line(text, $"rates: {{ base: {YamlText.Quote(rates.BaseCurrency)}, {string.Join(", ", rates.Rates.Select(Entry))} }}", Remark);
        else if (schema.Find(FieldRole.Currency) is not null)
            Line(text, "# rates: { base: EUR, JPY: 0.0061 }", Remark);

        static string Entry(KeyValuePair<string, double> rate) => $"{YamlText.Quote(rate.Key)}: {YamlText.Number(rate.Value)}";
    }

    private static string Describe(Field field)
    {
        var parts = new List<string> { "type: " + Words.Spell(field.Type) };
        if (field.Role != FieldRole.None)
            parts.Add("role: " + Words.Spell(field.Role));
        if (field.Format is { } format)
            parts.Add("format: " + YamlText.Quote(format));
        if (field.IsRequired)
            parts.Add("required: true");
        if (field.IsOptional)
            parts.Add("required: false");
        if (field.IsPersonal)
            parts.Add("personal: true");
        parts.AddRange(field.Parts.Columns.Select(p => $"{Words.Spell(p.Part)}: {YamlText.Quote(p.Column)}"));
        if (!field.Parts.Positive.IsEmpty)
            parts.Add($"positive: [{string.Join(", ", field.Parts.Positive.Select(YamlText.Quote))}]");
        if (!field.Parts.Negative.IsEmpty)
            parts.Add($"negative: [{string.Join(", ", field.Parts.Negative.Select(YamlText.Quote))}]");
        if (field.Currency is { } currency)
            parts.Add("currency: " + currency);
        return string.Join(", ", parts);
    }

    private static void WriteFeatures(StringBuilder text, StreamDefinition stream, bool isForModel)
    {
        bool isDefault = !isForModel
            && stream.Features.Features.SequenceEqual(DefaultFeatures.Of(stream.Schema), FeatureEquality.Instance);
        string lead = isDefault ? "# " : "";
        Line(text, "");
        Line(text, $"lateness: {Window.Of(stream.Features.Lateness)}", "how late an event may come and still be placed");
        if (stream.Features.Memory != FeatureSet.DefaultMemory)
            Line(text, $"remember_ids: {Window.Of(stream.Features.Memory)}", "how long the service knows an identifier by itself");
        if (stream.Features.Features.Any(f => f.Edition == FeatureSpec.FirstEdition))
            Line(text, $"edition: {FeatureSpec.FirstEdition}", "rarity and first_seen as in the first release");
        Line(text, "");
        Line(text,
            "# What to compute: entries make one feature per aggregation and window, named <entity>_<aggregation>_<field>_<window>.");
        if (isDefault)
            Line(text, "# These are the default features for the roles above; take the '# ' away to change them.");
        Line(text, lead + "features:");
        foreach (string entry in FeatureListing.Lines(stream.Features.Features))
            Line(text, $"{lead}  {entry}");
    }

    private static void WriteModel(StringBuilder text, StreamDefinition stream, bool isForModel)
    {
        var (model, preparation) = (stream.Model, stream.Model.Preprocessing);
        string constant = preparation.Constant == 0 ? "" : $", constant: {YamlText.Number(preparation.Constant)}";
        string scaling = Words.Scalings.First(s => s.Value == preparation.Scaling).Key;
        Line(text, "");
        Line(text, $"preprocessing: {{ imputation: {Words.Spell(preparation.Imputation)}{constant}, scaling: {scaling} }}");
        Line(text, "model:");
        var standard = new ModelOptions();
        foreach (var setting in ModelSetting.All)
        {
            // A detector that is off unless it is asked for: how to ask for it, and nothing in a model that does without.
            bool isOff = model.Detectors[setting.Detector] is { Weight: 0 } choice && choice == standard.Detectors[setting.Detector];
            if (!isOff)
                Line(text, Setting(setting.Key, setting.Read(model)), setting.Description);
            else if (!isForModel && setting.Key == model.Detectors[setting.Detector].Options.WeightKey)
                Line(text, "#" + Setting(setting.Key, SomeWeight), setting.Description + "; without it, it is off");
        }
        Line(text, Setting("seed", model.Seed), "same seed, same data: same model");
    }

    private static void WritePolicy(StringBuilder text, PolicyOptions policy)
    {
        bool isFixed = policy.Contamination is null && policy.DailyAlerts is null;
        Line(text, "");
        Line(text, "policy:", "risks are 0 to 100");
        Line(text, (isFixed ? "" : "#") + Setting("review", policy.Review));
        Line(text, Setting("block", policy.Block));
        Line(text, (policy.Contamination is null ? "#" : "")
            + Setting("contamination", policy.Contamination ?? 0.02), "instead of review: the share to flag");
        Line(text, (policy.DailyAlerts is null ? "#" : "")
            + Setting("daily_alerts", policy.DailyAlerts ?? 50), "instead of review: alerts that a day has room for");
    }

    private static string Setting(string key, IFormattable value) => $"  {key}: {value.ToString(null, CultureInfo.InvariantCulture)}";

    private static void Line(StringBuilder text, string line, string? remark = null)
    {
        text.Append(remark is null ? line : line.PadRight(RemarkColumn) + "  # " + YamlText.Remark(remark));
        text.Append('\n');
    }

    private static StreamDefinition Start()
    {
        var schema = new TransactionSchema(
        [
            new Field("transaction_id", FieldType.Text, FieldRole.Id),
            new Field("timestamp", FieldType.Time, FieldRole.Time, IsRequired: true),
            new Field("customer_id", FieldType.Text, FieldRole.Entity, IsPersonal: true),
            new Field("amount", FieldType.Number, FieldRole.Amount, IsRequired: true),
            new Field("merchant_id", FieldType.Text, FieldRole.Merchant),
            new Field("country", FieldType.Text, FieldRole.Location),
            new Field("fraud", FieldType.Number, FieldRole.Label),
        ]);
        var features = new FeatureSet(DefaultFeatures.Of(schema), StreamCompletion.DefaultLateness);
        return new StreamDefinition("card-payments", schema, features, new(), new());
    }

    /// <summary>Features are the same when all they say is.</summary>
    private sealed class FeatureEquality : IEqualityComparer<FeatureSpec>
    {
        public static FeatureEquality Instance { get; } = new();

        public bool Equals(FeatureSpec? x, FeatureSpec? y) =>
            x is not null && y is not null && x.Entity.SequenceEqual(y.Entity) && x with { Entity = [] } == y with { Entity = [] };

        public int GetHashCode(FeatureSpec feature) => feature.Name.GetHashCode(StringComparison.Ordinal);
    }
}
