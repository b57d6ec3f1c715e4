namespace Vigil.Files.Tests;

public sealed class NearNamesTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("flaw", "lawn", 2)]
    public void Distance_OfTwoNames_CountsEdits(string a, string b, int expected)
    {
        NearNames.Distance(a, b).ShouldBe(expected);
        NearNames.Distance(b, a).ShouldBe(expected);
    }
}
