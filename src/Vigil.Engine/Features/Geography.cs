namespace Vigil.Engine.Features;

/// <summary>Distances on the globe.</summary>
internal static class Geography
{
    /// <summary>The mean radius of the Earth in kilometres (IUGG).</summary>
    private const double EarthRadius = 6371.0088;

    /// <summary>Great-circle distance between two places in degrees, by the haversine formula.</summary>
    public static double Kilometres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        double north = Square(Math.Sin(Radians(latitude2 - latitude1) / 2));
        double east = Square(Math.Sin(Radians(longitude2 - longitude1) / 2));
        double chord = north + Math.Cos(Radians(latitude1)) * Math.Cos(Radians(latitude2)) * east;
        return 2 * EarthRadius * Math.Asin(Math.Sqrt(Math.Clamp(chord, 0, 1)));
    }

    /// <summary>The time between two events; at least a minute, so that clocks that disagree do not make anyone infinitely fast.</summary>
    public static double Hours(long from, long to) => Math.Max(Math.Abs(to - from) / 3.6e9, 1.0 / 60);

    private static double Radians(double degrees) => degrees * (Math.PI / 180);

    private static double Square(double x) => x * x;
}
