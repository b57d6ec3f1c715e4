using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Transactions;

public sealed class NumberParserTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0.5", -0.5)]
    [InlineData("+7", 7)]
    [InlineData("57.16", 57.16)]
    [InlineData(" 12 ", 12)]
    [InlineData(".5", .5)]
    [InlineData("5.", 5)]
    [InlineData("1e3", 1000)]
    [InlineData("-2.5E-3", -.0025)]
    [InlineData("1e-400", 0)]
    [InlineData("1e27", 1e27)]
    [InlineData("-1000000000000000000", -1e18)]
    [InlineData("0.1000000000000000055511151231257827", .1)]
    [InlineData("000000000000000000000012", 12)]
    public void TryParse_PlainOrExponent_IsRead(string text, double expected)
    {
        NumberParser.TryParse(Encoding.UTF8.GetBytes(text), out double value).ShouldBeTrue();
        value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("1e400")]
    [InlineData("1.1e27")]
    [InlineData("1000000000000000200000000000")]
    [InlineData("1,919.11")]
    [InlineData("1919,11")]
    [InlineData("$5")]
    [InlineData("1 000")]
    [InlineData("0x10")]
    [InlineData("1\0")]
    [InlineData("\t1")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("1.2.3")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("e5")]
    [InlineData("١")]
    public void TryParse_AnythingElse_IsRefused(string text)
    {
        NumberParser.TryParse(Encoding.UTF8.GetBytes(text), out double value).ShouldBeFalse();
        value.ShouldBe(double.NaN);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void TryParse_Blank_IsMissing(string text)
    {
        NumberParser.TryParse(Encoding.UTF8.GetBytes(text), out double value).ShouldBeTrue();
        value.ShouldBe(double.NaN);
    }

    [Fact]
    public void TryParse_AnyDecimal_EqualsTheFrameworksReading() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<long>(),
            Gen.Choose(0, 18).ToArbitrary(),
            (digits, decimals) =>
            {
                string plain = digits.ToString(CultureInfo.InvariantCulture);
                string text = plain.Length > decimals + 1 ? plain.Insert(plain.Length - decimals, ".") : plain;
                double expected = double.Parse(text, CultureInfo.InvariantCulture);
                return NumberParser.TryParse(Encoding.UTF8.GetBytes(text), out double value)
                    ? BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(expected)
                    : Math.Abs(expected) > NumberParser.Limit;
            }).QuickCheckThrowOnFailure();
}
