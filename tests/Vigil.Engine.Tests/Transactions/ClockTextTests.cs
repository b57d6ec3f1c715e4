using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Transactions;

public sealed class ClockTextTests
{
    [Theory]
    [InlineData("0.25", 6, 0)]
    [InlineData("0.5", 12, 0)]
    [InlineData("0.75", 18, 0)]
    [InlineData("0.3333333333", 8, 0)]
    [InlineData("00.25", 0, 25)]
    [InlineData("8.05", 8, 5)]
    [InlineData("0.30.00", 0, 30)]
    [InlineData("0:25", 0, 25)]
    [InlineData("0025", 0, 25)]
    public void TryParse_FractionsAndDots_AreOneThingInAllOfAColumn(string text, int hour, int minute)
    {
        ClockText.TryParse(Encoding.UTF8.GetBytes(text), out long micros).ShouldBeTrue();

        TimeSpan.FromMicroseconds(micros).ShouldBe(new TimeSpan(hour, minute, 0));
    }
}
