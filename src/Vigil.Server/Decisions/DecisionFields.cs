using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Transactions;

namespace Vigil.Server.Decisions;

/// <summary>Where the fields are that decisions show whatever the stream, looked up once. Thread-safe.</summary>
internal sealed class DecisionFields
{
    private static readonly ConditionalWeakTable<LiveStream, DecisionFields> Streams = [];
    private readonly TransactionSchema _schema;
    private readonly string? _entityName;
    private readonly byte[] _everyCurrency;
    private readonly int _id, _entity, _merchant, _location, _device, _ip, _amount, _currency, _latitude, _longitude;

    private DecisionFields(LiveStream stream)
    {
        _schema = stream.Schema;
        Name = JsonEncodedText.Encode(stream.Name);
        _id = _schema.Slot(FieldRole.Id, FieldType.Text);
        _entity = _schema.Slot(FieldRole.Entity, FieldType.Text);
        _entityName = _schema.Find(FieldRole.Entity)?.Name;
        _merchant = _schema.Slot(FieldRole.Merchant, FieldType.Text);
        _location = _schema.Slot(FieldRole.Location, FieldType.Text);
        _device = _schema.Slot(FieldRole.Device, FieldType.Text);
        _ip = _schema.Slot(FieldRole.Ip, FieldType.Text);
        _amount = _schema.Slot(FieldRole.Amount, FieldType.Number);
        _currency = _schema.Slot(FieldRole.Currency, FieldType.Text);
        _everyCurrency = Encoding.UTF8.GetBytes(_schema.Currency ?? "");
        _latitude = _schema.Slot(FieldRole.Latitude, FieldType.Number);
        _longitude = _schema.Slot(FieldRole.Longitude, FieldType.Number);
        FeatureNames = [.. stream.Features.Select(f => JsonEncodedText.Encode(f.Name))];
        FieldNames = [.. stream.Schema.Fields.Select(f => JsonEncodedText.Encode(f.Name))];
    }

    /// <summary>The stream's name.</summary>
    public JsonEncodedText Name { get; }

    /// <summary>By column.</summary>
    public JsonEncodedText[] FeatureNames { get; }

    /// <summary>By field.</summary>
    public JsonEncodedText[] FieldNames { get; }

    /// <summary>Those of a stream.</summary>
    public static DecisionFields Of(LiveStream stream) => Streams.GetValue(stream, s => new DecisionFields(s));

    /// <summary>UTF-8; empty where it is missing.</summary>
    public ReadOnlySpan<byte> Id(Transaction transaction) => Text(transaction, _id);

    /// <inheritdoc cref="Id"/>
    public ReadOnlySpan<byte> Entity(Transaction transaction) => Text(transaction, _entity);

    /// <summary>The name of the entity's field when the transaction has none, or null.</summary>
    public string? MissingEntity(Transaction transaction) => _entity >= 0 && Entity(transaction).IsEmpty ? _entityName : null;

    /// <inheritdoc cref="Id"/>
    public ReadOnlySpan<byte> Merchant(Transaction transaction) => Text(transaction, _merchant);

    /// <inheritdoc cref="Id"/>
    public ReadOnlySpan<byte> Location(Transaction transaction) => Text(transaction, _location);

    /// <inheritdoc cref="Id"/>
    public ReadOnlySpan<byte> Device(Transaction transaction) => Text(transaction, _device);

    /// <inheritdoc cref="Id"/>
    public ReadOnlySpan<byte> Ip(Transaction transaction) => Text(transaction, _ip);

    /// <summary>The amount, or NaN.</summary>
    public double Amount(Transaction transaction) => Number(transaction, _amount);

    /// <summary>What the amount is in; empty where it is not known.</summary>
    public ReadOnlySpan<byte> Currency(Transaction transaction) =>
        _everyCurrency.Length > 0 ? _everyCurrency : Text(transaction, _currency);

    /// <summary>Degrees, or NaN.</summary>
    public (double Latitude, double Longitude) Place(Transaction transaction) =>
        (Number(transaction, _latitude), Number(transaction, _longitude));

    /// <summary>The identifier, or the sequence where the stream has none.</summary>
    public string IdText(Decision decision) => Id(decision.Transaction) is { IsEmpty: false } id
        ? Encoding.UTF8.GetString(id) : decision.Sequence.ToString(CultureInfo.InvariantCulture);

    private static ReadOnlySpan<byte> Text(Transaction transaction, int slot) => slot < 0 ? default : transaction.Text(slot);

    private static double Number(Transaction transaction, int slot) => slot < 0 ? double.NaN : transaction.Numbers[slot];
}
