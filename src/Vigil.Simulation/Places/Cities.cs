using System.Collections.Immutable;

namespace Vigil.Simulation.Places;

/// <summary>The cities in which people live, shops stand and trips end.</summary>
internal static class Cities
{
    /// <summary>
    /// Neighbours in the list lie far apart, so that a small world, which uses only the first few, has distant and foreign places too.
    /// </summary>
    public static readonly ImmutableArray<City> All =
    [
        At("London", "GB", 51.5074, -0.1278, 0),
        At("New York", "US", 40.7128, -74.0060, -5),
        At("Tokyo", "JP", 35.6762, 139.6503, 9),
        At("Sao Paulo", "BR", -23.5505, -46.6333, -3),
        At("Paris", "FR", 48.8566, 2.3522, 1),
        At("Los Angeles", "US", 34.0522, -118.2437, -8),
        At("Mumbai", "IN", 19.0760, 72.8777, 5.5),
        At("Berlin", "DE", 52.5200, 13.4050, 1),
        At("Sydney", "AU", -33.8688, 151.2093, 10),
        At("Mexico City", "MX", 19.4326, -99.1332, -6),
        At("Madrid", "ES", 40.4168, -3.7038, 1),
        At("Toronto", "CA", 43.6532, -79.3832, -5),
        At("Istanbul", "TR", 41.0082, 28.9784, 3),
        At("Johannesburg", "ZA", -26.2041, 28.0473, 2),
        At("Rome", "IT", 41.9028, 12.4964, 1),
        At("Chicago", "US", 41.8781, -87.6298, -6),
        At("Singapore", "SG", 1.3521, 103.8198, 8),
        At("Buenos Aires", "AR", -34.6037, -58.3816, -3),
        At("Warsaw", "PL", 52.2297, 21.0122, 1),
        At("Seoul", "KR", 37.5665, 126.9780, 9),
        At("Amsterdam", "NL", 52.3676, 4.9041, 1),
        At("Houston", "US", 29.7604, -95.3698, -6),
        At("Dubai", "AE", 25.2048, 55.2708, 4),
        At("Lisbon", "PT", 38.7223, -9.1393, 0),
        At("Delhi", "IN", 28.7041, 77.1025, 5.5),
        At("Vienna", "AT", 48.2082, 16.3738, 1),
        At("Melbourne", "AU", -37.8136, 144.9631, 10),
        At("Stockholm", "SE", 59.3293, 18.0686, 1),
        At("Nairobi", "KE", -1.2921, 36.8219, 3),
        At("Bogota", "CO", 4.7110, -74.0721, -5),
        At("Prague", "CZ", 50.0755, 14.4378, 1),
        At("Bangkok", "TH", 13.7563, 100.5018, 7),
        At("Dublin", "IE", 53.3498, -6.2603, 0),
        At("Vancouver", "CA", 49.2827, -123.1207, -8),
        At("Athens", "GR", 37.9838, 23.7275, 2),
        At("Lagos", "NG", 6.5244, 3.3792, 1),
        At("Copenhagen", "DK", 55.6761, 12.5683, 1),
        At("Miami", "US", 25.7617, -80.1918, -5),
        At("Jakarta", "ID", -6.2088, 106.8456, 7),
        At("Barcelona", "ES", 41.3851, 2.1734, 1),
        At("Montreal", "CA", 45.5017, -73.5673, -5),
        At("Budapest", "HU", 47.4979, 19.0402, 1),
        At("Osaka", "JP", 34.6937, 135.5023, 9),
        At("Zurich", "CH", 47.3769, 8.5417, 1),
        At("Lima", "PE", -12.0464, -77.0428, -5),
        At("Helsinki", "FI", 60.1699, 24.9384, 2),
        At("Manila", "PH", 14.5995, 120.9842, 8),
        At("Munich", "DE", 48.1351, 11.5820, 1),
        At("Seattle", "US", 47.6062, -122.3321, -8),
        At("Cairo", "EG", 30.0444, 31.2357, 2),
        At("Brussels", "BE", 50.8503, 4.3517, 1),
        At("Santiago", "CL", -33.4489, -70.6693, -4),
        At("Oslo", "NO", 59.9139, 10.7522, 1),
        At("Hong Kong", "HK", 22.3193, 114.1694, 8),
        At("Bucharest", "RO", 44.4268, 26.1025, 2),
        At("Casablanca", "MA", 33.5731, -7.5898, 1),
        At("Milan", "IT", 45.4642, 9.1900, 1),
        At("Auckland", "NZ", -36.8509, 174.7645, 12),
        At("Hamburg", "DE", 53.5511, 9.9937, 1),
        At("Denver", "US", 39.7392, -104.9903, -7),
        At("Lyon", "FR", 45.7640, 4.8357, 1),
        At("Kuala Lumpur", "MY", 3.1390, 101.6869, 8),
        At("Manchester", "GB", 53.4808, -2.2426, 0),
        At("Boston", "US", 42.3601, -71.0589, -5),
        At("Krakow", "PL", 50.0647, 19.9450, 1),
        At("Porto", "PT", 41.1579, -8.6291, 0),
        At("Cape Town", "ZA", -33.9249, 18.4241, 2),
        At("Taipei", "TW", 25.0330, 121.5654, 8),
    ];

    private static City At(string name, string country, double latitude, double longitude, double utcOffset) =>
        new(name, country, (int)Math.Round(latitude * 10_000), (int)Math.Round(longitude * 10_000), utcOffset);
}
