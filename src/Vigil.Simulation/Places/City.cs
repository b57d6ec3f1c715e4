namespace Vigil.Simulation.Places;

/// <summary>A real city; its position in ten-thousandths of a degree.</summary>
/// <param name="Name">English name, ASCII letters and spaces only, so that it needs no quoting.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="LatitudeE4">Latitude × 10,000, north positive.</param>
/// <param name="LongitudeE4">Longitude × 10,000, east positive.</param>
/// <param name="UtcOffset">Hours that standard time is ahead of UTC; summer time is not simulated.</param>
internal sealed record City(string Name, string Country, int LatitudeE4, int LongitudeE4, double UtcOffset)
{
    private const double EarthRadiusKm = 6371;

    /// <summary>Great-circle distance in kilometres (haversine).</summary>
    public double DistanceTo(City other)
    {
        double latitude = Radians(other.LatitudeE4 - LatitudeE4), longitude = Radians(other.LongitudeE4 - LongitudeE4);
        double a = Square(Math.Sin(latitude / 2))
            + Math.Cos(Radians(LatitudeE4)) * Math.Cos(Radians(other.LatitudeE4)) * Square(Math.Sin(longitude / 2));
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }

    private static double Radians(int e4) => e4 * (Math.PI / 1_800_000);

    private static double Square(double x) => x * x;
}
