using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>Decides on the columns that have no role: plain number, category, or left out.</summary>
internal static class LeftOver
{
    private const int MostCategories = 200;
    private const double MostCategoryShare = 0.5;
    private static readonly string[] LabelWords =
        ["fraud", "scenario", "label", "labelled", "chargeback", "fraudulent", "flagged", "attack", "anomaly", "outlier"];
    private static readonly string[] IdentifierWords =
        ["id", "ids", "no", "nr", "num", "number", "code", "zip", "postcode", "phone", "index", "unnamed", "key", "hash", "ref", "row",
            "mcc", "ssn", "iban", "card", "cc", "referenz", "referencia", "nummer", "numero", "konto", "reference"];

    private static readonly string[] BalanceWords =
        ["balance", "bal", "saldo", "solde", "kontostand", "balans", "bakiye", "zustatek", "runningbalance", "oldbalance", "newbalance",
            "guthaben", "egyenleg", "kontosaldo", "zustatok", "beholdning"];

    private const int SerialDigits = 12;

    /// <summary>Whether a column without a role is a number that measures something.</summary>
    public static bool IsMeasure(ColumnProfile column) =>
        column.IsNumber && !SaysLabel(column) && !column.Time.IsTime && !IsIdentifier(column) && !IsSerial(column) && !SaysBalance(column);

    /// <summary>Whether its numbers are written like references: whole, and all of the same great length.</summary>
    public static bool IsSerial(ColumnProfile column) =>
        !column.HasFractions && column.Values.Count > 0 && column.Values[0].Length >= SerialDigits
        && column.Values.All(v => v.Length == column.Values[0].Length && v.All(char.IsAsciiDigit));

    /// <summary>Whether it is named like what is left in an account, which follows from the amounts and is none.</summary>
    public static bool SaysBalance(ColumnProfile column) => column.Words.Words.Any(BalanceWords.Contains);

    /// <summary>What a column without a role is taken for.</summary>
    public static InferredColumn Decide(ColumnProfile column)
    {
        var type = IsMeasure(column) ? FieldType.Number : FieldType.Text;
        string? fault = WhyNot(column, type);
        string looks = string.Join("; ", RoleEvidence.ValueWords(column, FieldRole.None));
        string reason = fault is not null ? "left out: " + fault
            : (type == FieldType.Number ? "a plain number: " : "a plain category: ") + looks;
        string? format = type == FieldType.Number ? column.NumberFormat : null;
        return new InferredColumn(column.Name, FieldRole.None, type, format, fault is null, reason);
    }

    private static string? WhyNot(ColumnProfile column, FieldType type)
    {
        if (column.Values.Count == 0)
            return "no values in the sample";
        if (SaysLabel(column))
            return "named after the label, so it would give away what is to be found";
        if (column.Time.IsTime)
            return "a second time (" + column.Time.Reason + ")";
        if (SaysBalance(column) && column.IsNumber)
            return "a balance: what is left, not what is paid; declare it as type: number in a stream file to use it";
        if (type == FieldType.Number)
            return null;
        bool isTooVaried = column.Distinct > MostCategories || (column.IsEnough && column.DistinctShare > MostCategoryShare);
        string values = column.IsNumber ? "identifiers" : "texts";
        return isTooVaried
            ? $"{RoleEvidence.Percent(column.DistinctShare)} different {values}, too many for a category"
            : null;
    }

    private static bool SaysLabel(ColumnProfile column) =>
        column.Words.Words.Any(LabelWords.Contains) || column.Words.Joined.Contains("fraud", StringComparison.Ordinal);

    private static bool IsIdentifier(ColumnProfile column) =>
        !column.HasFractions && (column.Words.Words.Count == 0 || column.Words.Words.Any(IdentifierWords.Contains));
}
