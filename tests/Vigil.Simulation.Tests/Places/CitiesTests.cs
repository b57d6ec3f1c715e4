using Vigil.Simulation.Places;

namespace Vigil.Simulation.Tests.Places;

public sealed class CitiesTests
{
    [Fact]
    public void All_List_IsBroadAndValid()
    {
        Cities.All.Length.ShouldBeGreaterThanOrEqualTo(60);
        Cities.All.Select(c => c.Country).Distinct().Count().ShouldBeGreaterThanOrEqualTo(30);
        Cities.All.Select(c => c.Name).ShouldBeUnique();
        Cities.All.ShouldAllBe(c => Math.Abs(c.LatitudeE4) < 700_000 && Math.Abs(c.LongitudeE4) < 1_790_000);
        // Standard time is within three hours of solar time everywhere: a mistyped sign would not be.
        Cities.All.ShouldAllBe(c => Math.Abs(c.UtcOffset - c.LongitudeE4 / 150_000.0) < 3);
    }

    [Fact]
    public void All_EveryCityInTheSmallestWorld_HasAnotherFarAway()
    {
        for (int count = 2; count <= Cities.All.Length; count++)
            Cities.All[..count].ShouldAllBe(c => Cities.All.Take(count).Any(o => o.Country != c.Country && c.DistanceTo(o) > 1000));
    }

    [Fact]
    public void DistanceTo_LondonNewYork_IsTheKnownOne()
    {
        City london = Cities.All.Single(c => c.Name == "London"), newYork = Cities.All.Single(c => c.Name == "New York");

        london.DistanceTo(newYork).ShouldBe(5570, 10);
        london.DistanceTo(london).ShouldBe(0);
    }
}
