using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Transactions;

public sealed class NumberTextTests
{
    [Fact]
    public void TryRead_EverySpellingOfANumber_IsTheSame() =>
        Prop.ForAll(Gen.Choose(-2_000_000_000, 2_000_000_000).ToArbitrary(), cents =>
        {
            decimal number = cents / 100m;
            foreach (var (hasComma, write) in NumberSpellings.All)
                Read(write(number), hasComma).ShouldBe((double)number, write(number));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1,00,000", 100_000)]
    [InlineData("12,34,56,789.5", 123_456_789.5)]
    [InlineData("1,234,567", 1_234_567)]
    public void TryRead_Groups_AreRead(string text, double expected) => Read(text, false).ShouldBe(expected);

    [Theory]
    [InlineData("1,23", false)]
    [InlineData("1,2345", false)]
    [InlineData("0,123", false)]
    [InlineData("1,234'567", false)]
    [InlineData("1,234,56", false)]
    [InlineData("1.234.567", false)]
    [InlineData("1,234,567", true)]
    [InlineData("0.123", true)]
    [InlineData("12.34", true)]
    [InlineData("--5", false)]
    [InlineData("-(5", false)]
    [InlineData("5)", false)]
    [InlineData("5 - 3", false)]
    [InlineData("$", false)]
    [InlineData("EUR", false)]
    [InlineData("5 km", false)]
    [InlineData("$5 EUR", false)]
    [InlineData("10:30", false)]
    [InlineData("2024-01-01", false)]
    [InlineData("1.1e27", false)]
    [InlineData("abc", false)]
    public void TryRead_WhatIsNoNumber_IsRefused(string text, bool hasComma)
    {
        NumberText.TryRead(Encoding.UTF8.GetBytes(text), hasComma, out double value).ShouldBeFalse();
        value.ShouldBe(double.NaN);
    }

    [Fact]
    public void TryRead_AnyBytes_NeverThrow() =>
        Prop.ForAll<byte[], bool>((bytes, hasComma) =>
            NumberText.TryRead(bytes, hasComma, out double value) || double.IsNaN(value)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("-30.00 PLN", "PLN")]
    [InlineData("$5", "USD")]
    [InlineData("5 €", "EUR")]
    [InlineData("5 kr", null)]
    [InlineData("5", null)]
    public void CurrencyOf_ANumber_IsItsCode(string text, string? code) =>
        NumberText.CurrencyOf(Encoding.UTF8.GetBytes(text)).ShouldBe(code);

    [Fact]
    public void TryRead_AnySpelling_AllocatesNothing()
    {
        byte[][] texts = [.. NumberSpellings.All.Select(s => Encoding.UTF8.GetBytes(s.Write(-1036.47m)))];
        Allocations.Of(() =>
        {
            foreach (byte[] text in texts)
                NumberText.TryRead(text, true, out _);
        }).ShouldBe(0);
    }

    private static double Read(string text, bool hasComma) =>
        NumberText.TryRead(Encoding.UTF8.GetBytes(text), hasComma, out double value) ? value : throw new FormatException(text);
}
