using Vigil.Engine.Features;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Streams;

public class ColumnInferenceTests
{
    [Theory]
    [InlineData(
        "bank",
        "TransactionID:Id AccountID:Entity TransactionAmount:Amount TransactionDate:Time TransactionType:Type "
            + "Location:Location DeviceID:Device IP Address:Ip MerchantID:Merchant")]
    [InlineData("handbook", "transaction_id:Id timestamp:Time customer_id:Entity terminal_id:Terminal amount:Amount fraud:Label")]
    [InlineData("web log", "user_id:Entity timestamp:Time page:Merchant response_time:Amount")]
    [InlineData("crypto", "user_id:Entity amount:Amount merchant:Merchant country:Location timestamp:Time")]
    [InlineData(
        "simulated",
        "transaction_id:Id timestamp:Time customer_id:Entity merchant_id:Merchant terminal_id:Terminal device_id:Device "
            + "ip:Ip city:Location latitude:Latitude longitude:Longitude type:Type amount:Amount currency:Currency fraud:Label")]
    [InlineData("credit card", "Time:Time Amount:Amount Class:Label")]
    [InlineData("paysim", "step:Time type:Type amount:Amount nameOrig:Entity nameDest:Merchant isFraud:Label")]
    [InlineData(
        "sparkov",
        "trans_date_trans_time:Time cc_num:Entity merchant:Merchant category:Type amt:Amount city:Location trans_num:Id "
            + "merch_lat:Latitude merch_long:Longitude is_fraud:Label")]
    [InlineData("amlsim", "sourceNodeId:Entity targetNodeId:Merchant value:Amount time:Time")]
    public void Infer_TableSeenInPractice_FindsItsRoles(string table, string expected)
    {
        var result = ColumnInference.Infer(SampleTables.All[table]());

        result.Errors.ShouldBeEmpty();
        var roles = result.Columns.Where(c => c.Role != FieldRole.None).Select(c => $"{c.Name}:{c.Role}");
        string.Join(' ', roles).ShouldBe(expected);
        result.Columns.ShouldAllBe(c => c.Reason.Length > 0);
    }

    [Theory]
    [InlineData("handbook", "scenario")]
    [InlineData("simulated", "scenario label_time")]
    [InlineData("paysim", "isFlaggedFraud")]
    [InlineData("bank", "PreviousTransactionDate")]
    [InlineData("sparkov", " dob unix_time")]
    public void Infer_ColumnThatGivesAwayOrSaysNothing_IsLeftOut(string table, string expected)
    {
        var result = ColumnInference.Infer(SampleTables.All[table]());

        var leftOut = result.Columns.Where(c => !c.IsUsed).ToArray();
        expected.Split(' ').ShouldBeSubsetOf(leftOut.Select(c => c.Name));
        leftOut.ShouldAllBe(c => c.Reason.StartsWith("left out: "));
        result.Definition!.Schema.Fields.Select(f => f.Name).ShouldNotContain(n => leftOut.Any(c => c.Name == n));
    }

    [Theory]
    [MemberData(nameof(SampleTables.Names), MemberType = typeof(SampleTables))]
    public void Infer_DefaultFeatures_AreFewAndRun(string table)
    {
        var stream = ColumnInference.Infer(SampleTables.All[table]()).Definition!;

        stream.Features.Features.Length.ShouldBeInRange(8, 50);
        stream.Features.Features.Select(f => f.Name).ShouldBeUnique();
        new FeaturePipeline(stream.Schema, stream.Features).Width.ShouldBe(stream.Features.Features.Length);
    }

    [Fact]
    public void Infer_BankFile_FindsTheTimeFormat() =>
        ColumnInference.Infer(SampleTables.Bank()).Columns.Single(c => c.Role == FieldRole.Time).Format.ShouldBe("dd-MM-yyyy HH:mm");

    [Fact]
    public void Infer_BankFile_SaysWhy()
    {
        var amount = ColumnInference.Infer(SampleTables.Bank()).Columns.Single(c => c.Role == FieldRole.Amount);

        amount.Reason.ShouldBe(
            "named like an amount; 100 % numbers; 98 % different values; with the direction from 'TransactionType'");
    }

    [Fact]
    public void Infer_NoTime_SaysWhatToAdd()
    {
        var result = ColumnInference.Infer(SampleTables.Csv(["account,amount", "a,1", "b,2"]));

        result.Definition.ShouldBeNull();
        result.Errors.Single().ToString().ShouldContain("--time COLUMN");
    }

    [Fact]
    public void Infer_Overrides_Win()
    {
        var table = SampleTables.Csv(["when,who,what,worth,bad", "2024-01-01,x,7,8,1", "2024-01-02,y,8,9,0"]);
        var result = ColumnInference.Infer(table, overrides: new RoleOverrides(Time: "when", Entity: "WHO", Amount: "what", Label: "bad"));

        result.Errors.ShouldBeEmpty();
        var schema = result.Definition!.Schema;
        (schema.Find(FieldRole.Time)!.Name, schema.Find(FieldRole.Entity)!.Name, schema.Find(FieldRole.Amount)!.Name,
            schema.Find(FieldRole.Label)!.Name)
            .ShouldBe(("when", "who", "what", "bad"));
    }

    [Fact]
    public void Infer_WrongOverrides_AreAllReported()
    {
        var table = SampleTables.Csv(["when,who,worth", "2024-01-01,x,8", "2024-01-02,y,9"]);
        var result = ColumnInference.Infer(table, overrides: new RoleOverrides(Time: "who", Entity: "hwo", Amount: "who"));

        result.Errors.Length.ShouldBeGreaterThanOrEqualTo(3);
        result.Errors[0].ToString().ShouldContain("did you mean 'who'");
    }

    [Fact]
    public void Infer_DraftNamesMissingColumns_ReportsThemWithTheirLines()
    {
        var load = StreamYaml.Load(("s.yaml", "features:\n  - entity: clerk\n    windows: 1d\n    aggregations: mean\n    field: wage\n"));
        load.IsValid.ShouldBeTrue();

        var result = ColumnInference.Infer(SampleTables.WebLog(), load.Draft);

        result.Errors.Select(e => (e.Line, e.Found)).ShouldBe([(2, "no column 'clerk' in the data"), (5, "no column 'wage' in the data")]);
    }
}
