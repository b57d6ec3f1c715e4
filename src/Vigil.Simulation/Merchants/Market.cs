using System.Collections.Immutable;
using System.Globalization;
using Vigil.Detection.Numerics;
using Vigil.Simulation.Places;

namespace Vigil.Simulation.Merchants;

/// <summary>All merchants, by what a customer looks for.</summary>
internal sealed class Market
{
    private const int MerchantsPerCity = 6;
    private const int PositionSpreadE4 = 300;
    private readonly Dictionary<City, int> _indexes = [];
    private readonly Merchant[][] _shops;
    private readonly Merchant[][] _cash;
    private int _count;

    /// <summary>Founds <paramref name="count"/> merchants (at least 20); every city gets shops and a bank with cash machines.</summary>
    public Market(int count, SeededRandom random)
    {
        int sites = Math.Max(4, count * 14 / 100), standing = Math.Max(4, count * 6 / 100), physical = count - sites - standing;
        Cities = Places.Cities.All[..Math.Clamp(physical / MerchantsPerCity, 2, Places.Cities.All.Length)];
        Weights = [.. Cities.Select((_, rank) => 1 / (1 + 0.08 * rank))];
        Sites = [.. Online(Category.Sites, sites, random)];
        Standing = [.. Online(Category.Standing, standing, random)];
        int[] shares = Share(physical, random);
        _cash = [.. Cities.Select((city, i) => Group(city, [Category.Cash], Math.Max(1, shares[i] / 12), random))];
        _shops = [.. Cities.Select((city, i) => Group(city, Category.Shops, shares[i] - _cash[i].Length, random))];
        for (int i = 0; i < Cities.Length; i++)
            _indexes[Cities[i]] = i;
    }

    /// <summary>The cities of this world.</summary>
    public ImmutableArray<City> Cities { get; }

    /// <summary>How much of the population and the shops each city has; not normalised.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>Where one buys online.</summary>
    public Merchant[] Sites { get; }

    /// <summary>Who is paid monthly; one of each category at least.</summary>
    public Merchant[] Standing { get; }

    /// <summary>The shops of a city.</summary>
    public Merchant[] Shops(City city) => _shops[_indexes[city]];

    /// <summary>The banks of a city that have cash machines.</summary>
    public Merchant[] Cash(City city) => _cash[_indexes[city]];

    /// <summary>A city, the larger the likelier.</summary>
    public City AnyCity(SeededRandom random) => Cities[random.Weighted(Weights.AsSpan())];

    /// <summary>A city of another country.</summary>
    public City Abroad(City home, SeededRandom random)
    {
        City city = AnyCity(random);
        while (city.Country == home.Country)
            city = AnyCity(random);
        return city;
    }

    private int[] Share(int count, SeededRandom random)
    {
        int[] shares = new int[Cities.Length];
        int minimum = Math.Min(4, count / Cities.Length);
        Array.Fill(shares, minimum);
        for (int left = count - minimum * shares.Length; left > 0; left--)
            shares[random.Weighted(Weights.AsSpan())]++;
        return shares;
    }

    private IEnumerable<Merchant> Online(ImmutableArray<Category> categories, int count, SeededRandom random)
    {
        for (int i = 0; i < count; i++)
            yield return new Merchant { Id = NextId(), Category = Choose(categories, i, random), PriceLevel = random.LogNormal(1, 0.25) };
    }

    private Merchant[] Group(City city, ImmutableArray<Category> categories, int count, SeededRandom random)
    {
        Merchant[] merchants = new Merchant[count];
        for (int i = 0; i < count; i++)
            merchants[i] = Physical(city, Choose(categories, i, random), random);
        return merchants;
    }

    private Merchant Physical(City city, Category category, SeededRandom random)
    {
        string id = NextId();
        return new Merchant
        {
            Id = id,
            Category = category,
            PriceLevel = category == Category.Cash ? 1 : random.LogNormal(1, 0.25),
            City = city,
            LatitudeE4 = city.LatitudeE4 + random.Between(-PositionSpreadE4, PositionSpreadE4),
            LongitudeE4 = city.LongitudeE4 + random.Between(-PositionSpreadE4, PositionSpreadE4),
            Terminals = [.. Enumerable.Range(1, random.Between(1, 3)).Select(i => new PaymentTerminal($"T{id.AsSpan(1)}-{i}"))],
        };
    }

    // The first ones go through the categories in order, so that even a small group has the most important ones.
    private static Category Choose(ImmutableArray<Category> categories, int i, SeededRandom random)
    {
        if (i < categories.Length && i < 4)
            return categories[i];
        Span<double> weights = stackalloc double[categories.Length];
        for (int j = 0; j < weights.Length; j++)
            weights[j] = categories[j].Weight;
        return categories[random.Weighted(weights)];
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"M{++_count:D6}");
}
