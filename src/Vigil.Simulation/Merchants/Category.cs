using System.Collections.Immutable;

namespace Vigil.Simulation.Merchants;

/// <summary>A line of business with its prices.</summary>
/// <param name="Index">Position in <see cref="All"/>.</param>
/// <param name="Name">As it stands in the output.</param>
/// <param name="Weight">How common merchants of this kind are among their like.</param>
/// <param name="Median">Median amount of an average customer at an average merchant.</param>
/// <param name="Sigma">Standard deviation of the amount's logarithm.</param>
internal sealed record Category(int Index, string Name, double Weight, double Median, double Sigma)
{
    public static readonly ImmutableArray<Category> Shops =
    [
        new(0, "groceries", 6, 32, 0.6), new(1, "fuel", 2, 48, 0.3), new(2, "restaurant", 4, 28, 0.5), new(3, "cafe", 3, 6, 0.4),
        new(4, "transport", 3, 4, 0.6), new(5, "pharmacy", 2, 15, 0.6), new(6, "clothing", 2, 55, 0.7), new(7, "electronics", 1, 140, 0.9),
        new(8, "home", 1.5, 60, 0.8), new(9, "entertainment", 2, 22, 0.5),
        new(10, "hotel", 1, 130, 0.5), new(11, "jewellery", 0.3, 180, 0.8),
    ];

    public static readonly ImmutableArray<Category> Sites =
    [
        new(12, "marketplace", 4, 30, 0.8), new(13, "online_electronics", 1.5, 110, 0.9), new(14, "online_fashion", 2, 50, 0.6),
        new(15, "travel", 1, 170, 0.7), new(16, "games", 2, 12, 0.7), new(17, "food_delivery", 3, 24, 0.4),
    ];

    public static readonly ImmutableArray<Category> Standing =
    [
        new(18, "housing", 1, 820, 0.35), new(19, "streaming", 3, 12, 0.3),
        new(20, "telecom", 2, 28, 0.3), new(21, "insurance", 1.5, 45, 0.5),
    ];

    public static readonly Category Cash = new(22, "cash", 1, 70, 0.6);

    /// <summary>Between customers; no merchant has it.</summary>
    public static readonly Category Transfer = new(23, "transfer", 1, 60, 0.9);

    public static readonly ImmutableArray<Category> All = [.. Shops, .. Sites, .. Standing, Cash, Transfer];
}
