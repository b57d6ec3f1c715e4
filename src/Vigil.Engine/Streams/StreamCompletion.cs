using System.Collections.Immutable;
using Vigil.Engine.Features;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams;

/// <summary>Makes the definition of a draft whose fields are known.</summary>
internal static class StreamCompletion
{
    /// <summary>How far behind a late event may come where the stream does not say: long enough for retries and queues.</summary>
    public static readonly TimeSpan DefaultLateness = TimeSpan.FromHours(1);

    /// <summary>The name of a stream that has none.</summary>
    public const string DefaultName = "stream";

    private const int LongestName = 100;

    /// <summary>The definition, where the draft says everything; otherwise what can be checked without data is checked.</summary>
    public static StreamDefinition? Check(StreamDraft draft, Findings findings) =>
        !draft.IsComplete ? CheckPart(draft, findings)
        : Complete(draft, draft.Fields, findings) is { } definition ? definition with { Stated = draft } : null;

    /// <summary>The definition with those fields; null after faults. Which of them are known to hold one value only is a hint.</summary>
    public static StreamDefinition? Complete(
        StreamDraft draft, ImmutableArray<FieldDraft> fields, Findings findings, IReadOnlySet<string>? constants = null)
    {
        int before = findings.Errors.Count;
        CheckFields(fields, findings);
        var features = new FeatureExpansion(new FieldLookup(fields, isFinal: true), findings).Expand(draft.Features);
        CheckPersonal(draft, fields, findings);
        if (findings.Errors.Count > before)
            return null;
        var schema = new TransactionSchema(fields.Select(f => ToField(draft, f)), draft.TimeZone, draft.Rates);
        if (draft.Features.IsEmpty)
            features = DefaultFeatures.Of(schema, constants);
        if (draft.Edition is { } edition)
            features = [.. features.Select(f => f with { Edition = edition })];
        var set = new FeatureSet(features, draft.Lateness ?? DefaultLateness);
        set = set with { Memory = Max(set.Lateness, draft.Memory ?? set.Memory) };
        return new StreamDefinition(NameOf(draft.Name), schema, set, draft.Model, draft.Policy);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>A stream's name: lower-case letters, digits, '_' and '-', other characters as '-'.</summary>
    public static string NameOf(string? text)
    {
        var letters = (text ?? "").ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_' ? c : '-');
        string name = string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? DefaultName : name.Length > LongestName ? name[..LongestName] : name;
    }

    private static StreamDefinition? CheckPart(StreamDraft draft, Findings findings)
    {
        CheckRepeats(draft.Fields, findings);
        new FeatureExpansion(new FieldLookup(draft.Fields, isFinal: false), findings).Expand(draft.Features);
        return null;
    }

    private static Field ToField(StreamDraft draft, FieldDraft field)
    {
        bool isPersonal = field.IsPersonal || draft.Personal.Any(p => p.Value == field.Name);
        string? format = field.Format == NumberText.DecimalPoint ? null : field.Format;
        return new Field(field.Name, field.Type ?? FieldType.Text, field.Role ?? FieldRole.None, field.IsRequired, format, isPersonal)
        {
            Parts = field.Parts,
            Currency = field.Currency,
            IsOptional = field.IsOptional,
        };
    }

    private static void CheckFields(ImmutableArray<FieldDraft> fields, Findings findings)
    {
        CheckRepeats(fields, findings);
        foreach (var field in fields)
        {
            string type = field.Type is { } t ? Words.Spell(t) : "";
            if (field.Role is { } role and not FieldRole.None)
            {
                if (field.Type is { } stated && stated != RoleTypes.Of(role))
                    findings.Add(field.Place, $"the type {type} with the role {Words.Spell(role)}",
                        $"the type {Words.Spell(RoleTypes.Of(role))}, or no type");
            }
            else if (field.Type == FieldType.Time)
            {
                findings.Add(field.Place, "a second time column, or one with the role none",
                    "type: text; a stream has one time, with the role time");
            }
            else if (field.Type is null && !field.IsLoose)
            {
                findings.Add(field.Place, "neither type nor role", "type: text or number, or a role");
            }
            FieldCheck.Check(field, findings);
        }
    }

    private static void CheckRepeats(ImmutableArray<FieldDraft> fields, Findings findings)
    {
        foreach (var group in fields.Where(f => f.Role is not (null or FieldRole.None)).GroupBy(f => f.Role))
            foreach (var extra in group.Skip(1))
                findings.Add(
                    extra.Place,
                    $"the role {Words.Spell(group.Key!.Value)} a second time",
                    $"each role once ('{group.First().Name}' has it); without a role it is a plain number or category");
    }

    private static void CheckPersonal(StreamDraft draft, ImmutableArray<FieldDraft> fields, Findings findings)
    {
        var lookup = new FieldLookup(fields, isFinal: true);
        foreach (var name in draft.Personal.Where(p => lookup.Find(p.Value) is null))
            findings.Add(name.Place, $"the unknown column '{name.Value}'", lookup.Expected(name.Value, "a column of the stream"));
    }
}
