namespace Vigil.Simulation.Tests;

public sealed class SimulationOptionsTests
{
    [Fact]
    public void Validate_Defaults_HasNoErrors() => new SimulationOptions().Validate().ShouldBeEmpty();

    [Fact]
    public void Validate_EverythingWrong_NamesEachOnce()
    {
        SimulationOptions options = new()
        {
            Customers = 19,
            Merchants = 1_000_001,
            Days = -1,
            Start = new(1969, 1, 1, 0, 0, 0, TimeSpan.Zero),
            TransactionsPerCustomerPerDay = double.NaN,
            FraudShare = 0.5,
            Scenarios = ["skimming"],
        };

        var errors = options.Validate();

        errors.Count.ShouldBe(7);
        string[] names = ["Customers", "Merchants", "Days", "Start", "TransactionsPerCustomerPerDay", "FraudShare", "Scenarios"];
        foreach (string name in names)
            errors.Count(e => e.StartsWith(name + " ", StringComparison.Ordinal)).ShouldBe(1, name);
    }

    [Fact]
    public void Validate_NoFraudShareNumber_IsAnError() => new SimulationOptions { FraudShare = double.NaN }.Validate().Count.ShouldBe(1);

    [Fact]
    public void Validate_UnknownScenario_SaysWhichThereAre() =>
        new SimulationOptions { Scenarios = ["phishing"] }.Validate().Single().ShouldContain("card_testing");
}
