using System.Globalization;
using System.Text;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>Plain payments, one every 37 seconds.</summary>
internal static class Payments
{
    public const string Header = "transaction_id,timestamp,customer_id,terminal_id,amount,merchant,fraud\n";

    /// <summary>CSV with a header; <paramref name="change"/> may change any row's fields.</summary>
    public static string Csv(int rows, Action<int, string[]>? change = null, int first = 0)
    {
        var text = new StringBuilder(Header);
        for (int i = first; i < first + rows; i++)
        {
            string[] fields =
            [
                Text(i), DateTime.UnixEpoch.AddDays(17_622).AddSeconds(i * 37).ToString("s", CultureInfo.InvariantCulture),
                Text(i * 7 % 50),
                Text(i * 13 % 99), Text(i * 31 % 300 + 1) + ".50", "M" + Text(i % 20), "0",
            ];
            change?.Invoke(i, fields);
            text.AppendJoin(',', fields).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>JSON lines that fit a model trained on <see cref="Csv"/>.</summary>
    public static string Json(int rows, int first) => string.Concat(Enumerable.Range(first, rows).Select(i =>
        $$"""{"transaction_id":"{{i}}","timestamp":"2018-05-01T00:{{i / 60 % 60:00}}:{{i % 60:00}}","customer_id":"{{i % 50}}","""
        + $$""" "amount":{{i % 300}},"merchant":"M1"}""" + "\n"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
