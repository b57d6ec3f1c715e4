using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Transactions;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("70012 70012.0 7.0012e4 70012.000 7001.2E+1 700120e-1", "70012")]
    [InlineData("9007199254740993 9007199254740993.0 9.007199254740993e15 90071992547409930e-1", "9007199254740993")]
    [InlineData("-73.62 -73.620 -7362e-2 -0.7362e2", "-73.62")]
    [InlineData("0 -0 0.0 -0.00 0e5 0E-99", "0")]
    [InlineData("0.5 0.50 5e-1 50E-2", "0.5")]
    [InlineData("0.00001 1e-5 10e-6 0.000010", "0.00001")]
    [InlineData("100000 1e+05 1E5 100000.0", "100000")]
    [InlineData("1e400 10e399 0.1e401", "1e400")]
    [InlineData("-12e-400 -1.2e-399", "-12e-400")]
    [InlineData("1e99999999999", "1e99999999999")]
    public void Write_EqualNumbers_GivesOneText(string numbers, string expected) =>
        numbers.Split(' ').Select(Write).ShouldAllBe(text => text == expected);

    [Fact]
    public void Write_AnyNumber_IsReadAsTheSameBits() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NormalFloat>(), Gen.Elements("R", "E20", "F3", "E3", "F0").ToArbitrary(),
            (number, format) =>
            {
                string spelt = number.Get.ToString(format, CultureInfo.InvariantCulture);
                string text = Write(spelt);
                Write(text).ShouldBe(text);
                double.Parse(text, CultureInfo.InvariantCulture).ShouldBe(double.Parse(spelt, CultureInfo.InvariantCulture));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Write_Often_AllocatesNothing()
    {
        byte[] number = "7.0012e4"u8.ToArray(), target = new byte[number.Length + JsonNumber.Growth];
        Allocations.Of(() => JsonNumber.Write(number, target)).ShouldBe(0);
    }

    private static string Write(string number)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(number), target = new byte[utf8.Length + JsonNumber.Growth];
        string text = Encoding.UTF8.GetString(target, 0, JsonNumber.Write(utf8, target));
        JsonNumber.IsPlain(utf8).ShouldBe(text == number && JsonNumber.IsPlain(utf8));
        return text;
    }
}
