using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Forms;

/// <summary>The words of the stream file and what each stands for.</summary>
internal static class Words
{
    /// <summary>Types of fields.</summary>
    public static IReadOnlyDictionary<string, FieldType> Types { get; } = Of<FieldType>();

    /// <summary>Roles of fields; a field without a role has no word for it.</summary>
    public static IReadOnlyDictionary<string, FieldRole> Roles { get; } = Of<FieldRole>(except: FieldRole.None);

    /// <summary>Aggregations; percentiles are spelled <c>p95</c> and stand apart.</summary>
    public static IReadOnlyDictionary<string, Aggregation> Aggregations { get; } = Of<Aggregation>(except: Aggregation.Percentile);

    /// <summary>Ways of filling missing values.</summary>
    public static IReadOnlyDictionary<string, Imputation> Imputations { get; } = Of<Imputation>();

    /// <summary>Ways of scaling; <c>minmax</c> is one word, as elsewhere.</summary>
    public static IReadOnlyDictionary<string, Scaling> Scalings { get; } =
        Enum.GetValues<Scaling>().ToDictionary(s => s.ToString().ToLowerInvariant());

    /// <summary><c>RobustZscore</c> as <c>robust_zscore</c>.</summary>
    public static string Spell<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString()
            .Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static Dictionary<string, T> Of<T>(T? except = null)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => !v.Equals(except)).ToDictionary(Spell);
}
