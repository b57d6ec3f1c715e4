using System.Globalization;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>What speaks for a column having a role: its name first, then its values.</summary>
/// <param name="Role">The role.</param>
/// <param name="Column">The column.</param>
/// <param name="Score">0…1; 0 when it cannot be.</param>
internal readonly record struct RoleEvidence(FieldRole Role, ColumnProfile Column, double Score)
{
    /// <summary>Scores below say too little.</summary>
    public const double Least = 0.35;

    /// <summary>A name that leaves no doubt.</summary>
    public const double SureName = 0.7;

    private const double NameWeight = 0.7, ValueWeight = 0.3, LeastName = 0.4;
    private const int MostTypes = 100, LongestCurrency = 4;
    private const double MostEntities = 0.99, MostTextShare = 0.5, OwnName = 0.66, TextName = 0.6;

    /// <summary>The evidence for one role and one column.</summary>
    public static RoleEvidence Of(FieldRole role, ColumnProfile column)
    {
        double name = RoleVocabulary.All[role].Score(column.Words);
        double value = column.Values.Count == 0 ? (role == FieldRole.Entity ? 0 : 0.3) : ValueScore(role, column);
        bool speaksForItself = (role == FieldRole.Ip && column.IpShare >= 0.9)
            || (role == FieldRole.Time && column.Time.IsTime && !column.IsNumber && !IsSpoiled(role, column));
        if (value <= 0 || (name < LeastName && !speaksForItself))
            return new RoleEvidence(role, column, 0);
        return new RoleEvidence(role, column, NameWeight * Math.Max(name, speaksForItself ? 0.3 : 0) + ValueWeight * value);
    }

    /// <summary>The evidence in words.</summary>
    public string Reason
    {
        get
        {
            var parts = new List<string>();
            if (RoleVocabulary.All[Role].Score(Column.Words) > 0)
                parts.Add($"named like {Article(Role)}");
            parts.AddRange(ValueWords(Column, Role));
            return string.Join("; ", parts);
        }
    }

    /// <summary>What the values look like, in words.</summary>
    public static IEnumerable<string> ValueWords(ColumnProfile column, FieldRole role)
    {
        if (column.Values.Count == 0)
            return ["no values in the sample"];
        var parts = new List<string>();
        if (role == FieldRole.Time)
            return column.Time.IsTime ? [column.Time.Reason] : ["values that no time format fits"];
        if (column.IsNumber && column.Numbers.Reason.Length > 0)
            parts.Add(column.Numbers.Reason);
        if (column.IpShare >= 0.5)
            parts.Add(Percent(column.IpShare) + " network addresses");
        else if (role == FieldRole.Label)
            parts.Add(Percent(column.LabelShare) + " yes or no");
        else if (column.NumberShare >= 0.5)
            parts.Add(Percent(column.NumberShare) + " numbers");
        parts.Add(column.IsEnough && column.DistinctShare < 0.05
            ? string.Create(CultureInfo.InvariantCulture, $"{column.Distinct} different values")
            : column.IsEnough
            ? $"{Percent(column.DistinctShare)} different values"
            : string.Create(CultureInfo.InvariantCulture, $"{column.Distinct} different of {column.Values.Count} values"));
        return parts;
    }

    private static bool IsSpoiled(FieldRole role, ColumnProfile column) =>
        RoleVocabulary.All[role].IsSpoiled(column.Words);

    private static double EntityScore(ColumnProfile c)
    {
        if (c.HasFractions || c.Time is { IsTime: true } && !c.IsNumber)
            return 0;
        if (!c.IsEnough || c.DistinctShare < MostEntities)
            return 1;
        return NameScore(FieldRole.Entity, c) < OwnName ? 0 : 0.6;
    }

    private static double CounterpartyScore(FieldRole role, ColumnProfile c)
    {
        if (c.HasFractions || c.Time.IsTime)
            return 0;
        if (!c.IsEnough)
            return 1;
        return IsFreeText(role, c) ? 0 : c.DistinctShare < MostEntities ? 1 : 0.5;
    }

    private static double ValueScore(FieldRole role, ColumnProfile c) => role switch
    {
        FieldRole.Id => !c.IsEnough || c.DistinctShare >= LeastIdShare(c) ? 0.5 + (c.HasFractions ? -0.5 : 0.5) : 0,
        FieldRole.Time => c.Time.IsTime ? c.IsNumber ? 0.6 : 1 : 0,
        FieldRole.Entity => EntityScore(c),
        FieldRole.Amount when !c.IsNumber && !IsMostlyAmount(c) || c.IsNumber && LeftOver.IsSerial(c) => 0,
        FieldRole.Amount => 0.6 + (c.Distinct > 2 ? 0.2 : 0) + (c.HasFractions ? 0.2 : 0),
        FieldRole.Currency => !c.IsNumber && c.Values.All(v => v.Length <= LongestCurrency) ? 1 : 0,
        FieldRole.Merchant or FieldRole.Terminal or FieldRole.Device => CounterpartyScore(role, c),
        FieldRole.Ip => c.IpShare >= 0.9 ? 1 : 0,
        FieldRole.Location => c.HasFractions || c.Time.IsTime || (c.IsEnough && c.Distinct < 2) ? 0 : c.IsNumber ? 0.4 : 1,
        FieldRole.Latitude => c.IsNumber && Math.Abs(c.Least) <= 90 && Math.Abs(c.Most) <= 90 ? 0.5 + 0.5 * c.DistinctShare : 0,
        FieldRole.Longitude => c.IsNumber && Math.Abs(c.Least) <= 180 && Math.Abs(c.Most) <= 180 ? 0.5 + 0.5 * c.DistinctShare : 0,
        FieldRole.Type => c.HasFractions || c.Distinct > MostTypes ? 0 : c.IsNumber ? 0.7 : 1,
        FieldRole.Label => c.LabelShare >= 0.99 && c.Distinct <= 2 ? 1 : 0,
        FieldRole.None => 0,
    };

    /// <summary>What is named like an identifier of the transaction is it even where some were sent again.</summary>
    private static double LeastIdShare(ColumnProfile c) => NameScore(FieldRole.Id, c) >= SureName ? 0.5 : 0.9;

    /// <summary>What is named like an amount is it even where some of it cannot be read.</summary>
    private static bool IsMostlyAmount(ColumnProfile c) => c.NumberShare >= 0.5 && NameScore(FieldRole.Amount, c) >= SureName;

    /// <summary>A description that is different in most rows, with dates and numbers in it, says nothing about who was paid.</summary>
    private static bool IsFreeText(FieldRole role, ColumnProfile c) => c.DistinctShare > MostTextShare && NameScore(role, c) < TextName;

    /// <summary>How much a column's name speaks for a role, 0…1.</summary>
    public static double NameScore(FieldRole role, ColumnProfile column) => RoleVocabulary.All[role].Score(column.Words);

    /// <summary>Whether a column is named like an amount, so that it must not be passed over in silence.</summary>
    public static bool IsNamedAmount(ColumnProfile column) =>
        column.Values.Count > 0 && NameScore(FieldRole.Amount, column) is var name
        && (name >= 0.9 || (name >= SureName && column.NumberShare >= 0.2));

    private static string Article(FieldRole role)
    {
        string word = role switch
        {
            FieldRole.Ip => "IP",
            FieldRole.Id => "identifier",
            FieldRole.Type => "type or category",
            _ => Words.Spell(role)
        };
        return ("aeioI".Contains(word[0], StringComparison.Ordinal) ? "an " : "a ") + word;
    }

    /// <summary>A share as whole percent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100):0} %");
}
