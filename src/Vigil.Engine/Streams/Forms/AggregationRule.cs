using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Forms;

/// <summary>The windows an aggregation takes.</summary>
internal enum WindowNeed
{
    /// <summary>None.</summary>
    None,

    /// <summary>Time spans: <c>7d</c>.</summary>
    Span,

    /// <summary>Previous values: <c>last64</c>.</summary>
    Last,
}

/// <summary>The field an aggregation takes.</summary>
internal enum FieldNeed
{
    /// <summary>None.</summary>
    None,

    /// <summary>A number; the amount unless stated.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A text, or none.</summary>
    OptionalText,
}

/// <summary>What an aggregation needs.</summary>
/// <param name="NeedsEntity">Whether it is of an entity, not of the transaction alone.</param>
/// <param name="Window">The windows it takes.</param>
/// <param name="Field">The field it takes.</param>
internal readonly record struct AggregationRule(bool NeedsEntity, WindowNeed Window, FieldNeed Field)
{
    private static AggregationRule OfTheMoment => new(false, WindowNeed.None, FieldNeed.None);

    private static AggregationRule OfNumbersInTime => new(true, WindowNeed.Span, FieldNeed.Number);

    /// <summary>The rule of an aggregation.</summary>
    public static AggregationRule Of(Aggregation aggregation) => aggregation switch
    {
        Aggregation.Value or Aggregation.Log or Aggregation.LogSize => new(false, WindowNeed.None, FieldNeed.Number),
        Aggregation.HourSin or Aggregation.HourCos or Aggregation.DaySin or Aggregation.DayCos => OfTheMoment,
        Aggregation.Weekend or Aggregation.Night => OfTheMoment,
        Aggregation.Count or Aggregation.Rate or Aggregation.Surge or Aggregation.Risk => new(true, WindowNeed.Span, FieldNeed.None),
        Aggregation.Sum or Aggregation.Mean or Aggregation.Std or Aggregation.Min or Aggregation.Max => OfNumbersInTime,
        Aggregation.Median or Aggregation.Percentile or Aggregation.Zscore or Aggregation.OthersSum
            or Aggregation.OthersMean => OfNumbersInTime,
        Aggregation.RobustZscore or Aggregation.Ratio or Aggregation.Deviation or Aggregation.Multiple or Aggregation.Known =>
            new(true, WindowNeed.Last, FieldNeed.Number),
        Aggregation.Recurrence => new(true, WindowNeed.None, FieldNeed.Number),
        Aggregation.Distinct => new(true, WindowNeed.Span, FieldNeed.Text),
        Aggregation.Rarity => new(true, WindowNeed.None, FieldNeed.Text),
        Aggregation.FirstSeen => new(true, WindowNeed.None, FieldNeed.OptionalText),
        Aggregation.SinceLast or Aggregation.Distance or Aggregation.Speed => new(true, WindowNeed.None, FieldNeed.None),
    };

    /// <summary>Whether a window is of the kind that this aggregation takes.</summary>
    public bool Takes(Window window) => Window == (window.Last > 0 ? WindowNeed.Last : WindowNeed.Span);

    /// <summary>Whether a field of that type is of the kind that this aggregation takes.</summary>
    public bool Takes(FieldType type) => type switch
    {
        FieldType.Number => Field == FieldNeed.Number,
        FieldType.Text => Field is FieldNeed.Text or FieldNeed.OptionalText,
        FieldType.Time => false,
    };
}
