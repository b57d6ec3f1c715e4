using System.Text;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>What fields, entities and windows are called in sentences: AccountID, account_id and Account Id are all an account.</summary>
internal sealed class FieldWords(TransactionSchema schema)
{
    private static readonly HashSet<string> Identifying = ["id", "ids", "num", "no", "nr", "number", "code", "key", "identifier", "hash"];
    private static readonly HashSet<string> Leading = ["tx", "txn", "trx", "trans", "transaction"];

    private static readonly Dictionary<string, string> Spelt = new()
    {
        ["cc"] = "card", ["acct"] = "account", ["acc"] = "account", ["cust"] = "customer", ["ip"] = "IP address", ["amt"] = "amount",
        ["mcc"] = "merchant category", ["lat"] = "latitude", ["lon"] = "longitude", ["long"] = "longitude", ["lng"] = "longitude",
        ["cat"] = "category", ["dst"] = "destination", ["src"] = "source", ["addr"] = "address",
    };

    /// <summary>The field as a noun.</summary>
    public string Noun(string field)
    {
        var words = Split(field).ToList();
        while (words.Count > 1 && Identifying.Contains(words[^1]))
            words.RemoveAt(words.Count - 1);
        while (words.Count > 1 && Leading.Contains(words[0]))
            words.RemoveAt(0);
        return words.Count == 0 ? "value" : string.Join(' ', words.Select(word => Spelt.GetValueOrDefault(word, word)));
    }

    /// <summary>Whose it is: the stream's, this customer's, this customer and merchant's.</summary>
    public string Owner(FeatureSpec feature) => IsAll(feature) ? "the stream's" : $"this {Entity(feature)}'s";

    /// <summary>As <see cref="Owner"/>, behind what it is.</summary>
    public string Of(FeatureSpec feature) => IsAll(feature) ? "of the whole stream" : $"of this {Entity(feature)}";

    /// <summary>For whom: for this customer, in the whole stream.</summary>
    public string For(FeatureSpec feature) => IsAll(feature) ? "in the whole stream" : $"for this {Entity(feature)}";

    /// <summary>Whether it is about the whole stream.</summary>
    public static bool IsAll(FeatureSpec feature) => feature.Entity is ["*"];

    /// <summary>In 24 h; in the 7 days that ended 30 days ago.</summary>
    public static string During(FeatureSpec feature) => feature.Delay == TimeSpan.Zero
        ? $"in {FigureText.Span(feature.Window.Length!.Value)}"
        : $"in the {FigureText.Span(feature.Window.Length!.Value)} that ended {FigureText.Span(feature.Delay)} ago";

    /// <summary>A figure of a window: this customer's total amount in 24 h.</summary>
    public string Aggregate(FeatureSpec feature) => $"{Owner(feature)} {Word(feature)} {During(feature)}";

    private string Word(FeatureSpec feature)
    {
        string noun = feature.Field is null ? "" : Noun(feature.Field);
        return feature.Aggregation switch
        {
            Aggregation.Sum => $"total {noun}",
            Aggregation.Std => $"standard deviation of {noun}",
            Aggregation.Percentile => $"{FigureText.Number(feature.Percentile)} % quantile of {noun}",
            Aggregation.Min => $"least {noun}",
            Aggregation.Max => $"greatest {noun}",
            var other => $"{other.ToString().ToLowerInvariant()} {noun}".TrimEnd(),
        };
    }

    // What only keeps things apart that cannot be compared is not named.
    private string Entity(FeatureSpec feature)
    {
        string? currency = schema.Find(FieldRole.Currency)?.Name;
        string[] named = [.. feature.Entity.Where(key => key != currency)];
        return named.Length == 0 ? "currency" : string.Join(" and ", named.Select(Noun));
    }

    private static IEnumerable<string> Split(string field)
    {
        var word = new StringBuilder();
        for (int i = 0; i < field.Length; i++)
        {
            bool begins = i > 0 && char.IsUpper(field[i]) && char.IsLower(field[i - 1]);
            if ((begins || !char.IsLetterOrDigit(field[i])) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
            if (char.IsLetterOrDigit(field[i]))
                word.Append(char.ToLowerInvariant(field[i]));
        }
        if (word.Length > 0)
            yield return word.ToString();
    }
}
