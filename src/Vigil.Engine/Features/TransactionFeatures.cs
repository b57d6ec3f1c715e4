using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>Features of the transaction alone: its numbers, and when in the day and week it happened.</summary>
internal sealed class TransactionFeatures
{
    private const long HourTicks = TimeSpan.TicksPerHour;

    private readonly TimeZoneInfo _zone;
    private readonly Magnitude? _amount;
    private readonly (Aggregation Aggregation, int Output, int Slot)[] _operations;
    private readonly bool _readsClock;

    public TransactionFeatures(TransactionSchema schema, IReadOnlyList<(FeatureSpec Feature, int Output)> features)
    {
        _zone = schema.TimeZone;
        _amount = schema.Find(FieldRole.Amount) is { } amount ? new Magnitude(schema, amount.Name) : null;
        _operations = [.. features.Select(f => (f.Feature.Aggregation, f.Output, NumberSlot(schema, f.Feature)))];
        _readsClock = _operations.Any(o => o.Slot < 0);
    }

    public void Read(Transaction transaction, Span<double> features, Span<double> baselines)
    {
        var local = _readsClock ? Local(transaction.Time) : default;
        foreach (var (aggregation, output, slot) in _operations)
        {
            features[output] = slot >= 0 ? Number(aggregation, Value(aggregation, slot, transaction)) : Clock(aggregation, local);
            baselines[output] = double.NaN;
        }
    }

    // Sizes are compared in one currency where rates are stated.
    private double Value(Aggregation aggregation, int slot, Transaction transaction) =>
        aggregation == Aggregation.LogSize && slot == _amount?.Slot ? _amount.Of(transaction) : transaction.Numbers[slot];

    private static double Number(Aggregation aggregation, double value) => aggregation switch
    {
        Aggregation.Log => Math.Sign(value) * Math.Log(1 + Math.Abs(value)),
        Aggregation.LogSize => Math.Log(1 + Math.Abs(value)),
        _ => value,
    };

    private static double Clock(Aggregation aggregation, DateTime local)
    {
        double hour = (double)local.TimeOfDay.Ticks / HourTicks, day = (int)local.DayOfWeek + hour / 24;
        return aggregation switch
        {
            Aggregation.HourSin => Math.Sin(hour * (2 * Math.PI / 24)),
            Aggregation.HourCos => Math.Cos(hour * (2 * Math.PI / 24)),
            Aggregation.DaySin => Math.Sin(day * (2 * Math.PI / 7)),
            Aggregation.DayCos => Math.Cos(day * (2 * Math.PI / 7)),
            Aggregation.Weekend => local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0,
            Aggregation.Night => local.Hour <= 6 ? 1 : 0,
            _ => throw new InvalidOperationException($"{aggregation} needs an entity."),
        };
    }

    private DateTime Local(long time)
    {
        var utc = DateTime.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond);
        return ReferenceEquals(_zone, TimeZoneInfo.Utc) ? utc : TimeZoneInfo.ConvertTimeFromUtc(utc, _zone);
    }

    private static int NumberSlot(TransactionSchema schema, FeatureSpec feature)
    {
        if (feature.Aggregation is not (Aggregation.Value or Aggregation.Log or Aggregation.LogSize))
            return -1;
        return schema.Slot(feature.Field, FieldType.Number) is var slot and >= 0 ? slot
            : throw new ArgumentException($"The feature '{feature.Name}' needs a number field, not '{feature.Field}'.");
    }
}
