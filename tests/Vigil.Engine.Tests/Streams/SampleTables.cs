using System.Globalization;
using System.IO.Compression;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Streams;

/// <summary>The tables that inference is tried on.</summary>
internal static class SampleTables
{
    private const int Rows = 1_000;

    public static IReadOnlyDictionary<string, Func<SampleTable>> All { get; } = new Dictionary<string, Func<SampleTable>>
    {
        ["bank"] = Bank, ["handbook"] = Handbook, ["web log"] = WebLog, ["crypto"] = Crypto, ["simulated"] = Simulated,
        ["credit card"] = CreditCard, ["paysim"] = PaySim, ["sparkov"] = Sparkov, ["amlsim"] = AmlSim,
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static SampleTable Bank()
    {
        var lines = File.ReadLines(Datasets.Path("bank/transactions.csv")).Take(Rows + 1).ToArray();
        return Csv(lines);
    }

    public static SampleTable Handbook()
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Datasets.Path("handbook/transactions-2018-04.csv.gz")),
            CompressionMode.Decompress));
        return Csv([.. Enumerable.Range(0, Rows + 1).Select(_ => text.ReadLine()!)]);
    }

    public static SampleTable WebLog() => Make(
        "user_id,timestamp,page,response_time",
        i => Row($"u{i % 17}", $"2024-05-01T10:{i / 60 % 60:00}:{i % 60:00}Z", $"/page{i * 7 % 11}", 120 + i * 13 % 80));

    public static SampleTable Crypto() => Csv(["user_id,amount,merchant,country,timestamp", "101,98000,CryptoX,SG,2025-06-01T10:00:00Z"]);

    public static SampleTable Simulated() => Make(
        "transaction_id,timestamp,customer_id,merchant_id,merchant_category,terminal_id,device_id,ip,country,city,"
            + "latitude,longitude,channel,type,amount,currency,fraud,scenario,label_time",
        i => Row(
            $"t{i}", $"2024-05-{1 + i / 40:00}T10:00:{i % 60:00}Z", $"c{i % 90}", $"m{i % 40}", Pick(i, "grocery", "fuel", "travel"),
            $"pos{i % 60}", $"d{i % 95}", $"10.{i % 7}.{i % 200}.9", Pick(i, "DE", "FR"), Pick(i, "Berlin", "Paris", "Lyon"),
            48 + i % 700 * 0.001, 2 + i % 900 * 0.01, Pick(i, "pos", "web"), Pick(i, "purchase", "refund"),
            5 + i * 37 % 997 * 0.13, "EUR", i % 97 == 0 ? 1 : 0, i % 97 == 0 ? "account_takeover" : "", i % 97 == 0 ? "2024-06-09T10:00:00Z"
                : ""));

    public static SampleTable CreditCard() => Make(
        "Time," + string.Join(',', Enumerable.Range(1, 28).Select(v => "V" + v)) + ",Amount,Class",
        i => Row([$"{i / 2}.0", .. Enumerable.Range(1, 28).Select(v => (object)Math.Sin(i * v)), i * 31 % 977 * 0.07, i == 541 ? 1 : 0]));

    public static SampleTable PaySim() => Make(
        "step,type,amount,nameOrig,oldbalanceOrg,newbalanceOrig,nameDest,oldbalanceDest,newbalanceDest,isFraud,isFlaggedFraud",
        i => Row(
            1 + i / 50, Pick(i, "PAYMENT", "TRANSFER", "CASH_OUT"), i * 91 % 9973 * 1.07, $"C{1_000_000 + i * 17}", i * 3.5, i * 2.5,
            $"{Pick(i, "M", "C")}{i * 7 % 300}", 0.0, i * 1.5, i % 211 == 3 ? 1 : 0, 0));

    public static SampleTable Sparkov() => Make(
        ",trans_date_trans_time,cc_num,merchant,category,amt,first,last,gender,street,city,state,zip,lat,long,city_pop,job,dob,"
            + "trans_num,unix_time,merch_lat,merch_long,is_fraud",
        i => Row(
            i, $"2019-01-01 00:{i / 60 % 60:00}:{i % 60:00}", 2_703_186_189_652_095 + i % 50, $"fraud_Rippin {i % 70}",
            Pick(i, "misc_net", "grocery_pos", "travel"), 3 + i * 17 % 499 * 0.31, $"Ann{i % 50}", $"Lee{i % 50}", Pick(i, "F", "M"),
            $"{i % 50} Perry Cove", $"Town{i % 45}", Pick(i, "NC", "WA", "ID"), 28_000 + i % 45, 36 + i % 50 * 0.1, -81 + i % 50 * 0.1,
            3_495 + i % 50, $"Job{i % 40}", $"19{50 + i % 40}-03-09", $"{i * 2_654_435_761L:x}", 1_325_376_018 + i,
            36 + i * 13 % 997 * 0.002, -82 + i * 11 % 997 * 0.002, i % 173 == 5 ? 1 : 0));

    public static SampleTable AmlSim() =>
        Make("sourceNodeId,targetNodeId,value,time", i => Row(i * 7 % 400, i * 11 % 390, i * 13 % 977 * 0.5, i / 10));

    public static SampleTable Csv(IReadOnlyList<string> lines) =>
        new(lines[0].Split(','), [.. lines.Skip(1).Select(l => l.Split(',').Select(v => v.Length == 0 ? null : v).ToArray())]);

    private static SampleTable Make(string header, Func<int, string> row) => Csv([header, .. Enumerable.Range(0, Rows).Select(row)]);

    private static string Row(params object[] values) =>
        string.Join(',', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)));

    private static string Pick(int i, params string[] words) => words[i % words.Length];
}
