using System.Globalization;
using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>All that a decision's sentences are made of.</summary>
internal readonly ref struct ReasonRow(
    Transaction transaction, ReadOnlySpan<double> features, ReadOnlySpan<double> baselines, PreviousPlace? place = null)
{
    public Transaction Transaction { get; } = transaction;

    /// <summary>Feature values by column.</summary>
    public ReadOnlySpan<double> Features { get; } = features;

    /// <summary>What is usual beside each.</summary>
    public ReadOnlySpan<double> Baselines { get; } = baselines;

    /// <summary>Where the entity was before, where that is known.</summary>
    public PreviousPlace? Place { get; } = place;

    /// <summary>The number in a field, or NaN.</summary>
    public double Number(string field) => Slot(field, FieldType.Number) is var slot and >= 0 ? Transaction.Numbers[slot] : double.NaN;

    /// <summary>The text in a field, or empty.</summary>
    public string Text(string field) =>
        Slot(field, FieldType.Text) is var slot and >= 0 ? Encoding.UTF8.GetString(Transaction.Text(slot)) : "";

    /// <summary>The UTF-8 in a field, or empty.</summary>
    public ReadOnlySpan<byte> Bytes(string field) => Slot(field, FieldType.Text) is var slot and >= 0 ? Transaction.Text(slot) : [];

    /// <summary>The text in the field with that role, or empty.</summary>
    public string Text(FieldRole role) => Transaction.Schema.Find(role) is { } field ? Text(field.Name) : "";

    /// <summary>When it happened, in the stream's time zone.</summary>
    public DateTime Local => TimeZoneInfo.ConvertTimeFromUtc(
        DateTime.UnixEpoch.AddTicks(Transaction.Time * TimeSpan.TicksPerMicrosecond), Transaction.Schema.TimeZone);

    /// <summary>The time of day there: 23:45.</summary>
    public string TimeOfDay => Local.ToString("HH:mm", CultureInfo.InvariantCulture);

    private int Slot(string field, FieldType type) => Transaction.Schema.Slot(field, type);
}
