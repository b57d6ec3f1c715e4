using System.Collections.Immutable;
using Vigil.Engine.Features;
using Vigil.Engine.Models;

namespace Vigil.Engine.Scoring;

/// <summary>Where the features that a model reads stand among those of its stream, which may have more.</summary>
internal static class ModelColumns
{
    /// <summary>The column of each of the model's features; empty where the stream has the same ones and no more.</summary>
    /// <exception cref="InvalidDataException">The stream lacks one.</exception>
    public static ImmutableArray<int> Of(Model model, IReadOnlyList<FeatureSpec> features)
    {
        if (model.Features.SequenceEqual(features.Select(f => f.Name)))
            return [];
        var columns = features.Select((feature, column) => (feature.Name, column)).ToDictionary(f => f.Name, f => f.column);
        return [.. model.Features.Select(name => columns.TryGetValue(name, out int column) ? column
            : throw new InvalidDataException($"The model was trained on other features than this stream has, '{name}' among them: "
                + "train it again, or use the stream that is in it."))];
    }

    /// <summary>Takes the columns of a model out of rows of its stream.</summary>
    /// <param name="columns">See <see cref="Of"/>.</param>
    /// <param name="from">Rows of the stream.</param>
    /// <param name="width">Columns of the stream.</param>
    /// <param name="to">Rows of the model.</param>
    public static void Take(ImmutableArray<int> columns, ReadOnlySpan<double> from, int width, Span<double> to)
    {
        if (columns.IsEmpty)
        {
            from[..to.Length].CopyTo(to);
            return;
        }
        for (; to.Length > 0; from = from[width..], to = to[columns.Length..])
            for (int i = 0; i < columns.Length; i++)
                to[i] = from[columns[i]];
    }

    /// <summary>Puts rows of the model's columns where the stream has them; the other columns get <paramref name="rest"/>.</summary>
    public static double[] Spread(ImmutableArray<int> columns, double[] values, int width, double rest)
    {
        if (columns.IsEmpty)
            return values;
        var all = new double[values.Length / columns.Length * width];
        Array.Fill(all, rest);
        for (int i = 0; i < values.Length; i++)
            all[i / columns.Length * width + columns[i % columns.Length]] = values[i];
        return all;
    }
}
