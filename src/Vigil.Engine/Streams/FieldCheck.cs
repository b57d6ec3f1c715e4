using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams;

/// <summary>Checks what a field says about how it is read.</summary>
internal static class FieldCheck
{
    private const string NumberFormats = $"{NumberText.DecimalComma} or {NumberText.DecimalPoint}";

    /// <summary>Reports a format that is none, and parts that do not fit the field's role or each other.</summary>
    public static void Check(FieldDraft field, Findings findings)
    {
        CheckFormat(field, findings);
        var (place, parts) = (field.Place, field.Parts);
        if (field.Role != FieldRole.Amount && (parts.IsSplit || parts.Sign is not null || field.Currency is not null))
            findings.Add(place, "debit, credit, sign or currency without the role amount", "them only for the amount");
        if (field.Role != FieldRole.Time && (parts.Clock is not null || parts.Zone is not null))
            findings.Add(place, "clock or zone without the role time", "them only for the time");
        if (parts.Debit is null != parts.Credit is null)
            findings.Add(place, parts.Debit is null ? "credit without debit" : "debit without credit",
                "both: debit: COLUMN, credit: COLUMN");
        if (parts.IsSplit && parts.Sign is not null)
            findings.Add(place, "sign beside debit and credit", "one way of saying the direction");
        int lists = (parts.Positive.IsEmpty ? 0 : 1) + (parts.Negative.IsEmpty ? 0 : 1);
        if (lists != (parts.Sign is null ? 0 : 1))
            findings.Add(place,
                parts.Sign is null ? "positive or negative without sign" : "sign without exactly one of positive and negative",
                "both: sign: COLUMN, and positive: [credit] or negative: [refund]");
        foreach (var (_, column) in parts.Columns.Where(p => p.Column == field.Name))
            findings.Add(place, $"'{column}' as a part of itself", "another column");
    }

    private static void CheckFormat(FieldDraft field, Findings findings)
    {
        bool isNumber = field.Type == FieldType.Number && field.Role != FieldRole.Label;
        if (field.Format is not null && field.Role != FieldRole.Time && !isNumber)
            findings.Add(field.Place, "a format without the role time", "format only for the time column and for numbers");
        else if (isNumber && field.Format is not (null or NumberText.DecimalComma or NumberText.DecimalPoint))
            findings.Add(field.Place, $"the number format '{field.Format}'", NumberFormats);
        else if (!isNumber && TimeParser.Problem(field.Format) is { } problem)
            findings.Add(field.Place, $"the time format '{field.Format}': {problem}",
                "a format such as dd-MM-yyyy HH:mm, unix or unix_ms; none for ISO 8601");
    }
}
