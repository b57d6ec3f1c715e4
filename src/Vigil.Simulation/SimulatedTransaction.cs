using System.Collections.Immutable;
using System.Globalization;
using Vigil.Simulation.Merchants;
using Vigil.Simulation.Places;

namespace Vigil.Simulation;

/// <summary>One synthetic transaction with its label, made by <see cref="Simulator"/> only. Texts need no quoting in CSV or JSON.</summary>
public readonly record struct SimulatedTransaction
{
    /// <summary>The column names of every output format, in order.</summary>
    public static readonly ImmutableArray<string> Columns =
    [
        "transaction_id", "timestamp", "customer_id", "merchant_id", "merchant_category", "terminal_id", "device_id", "ip",
        "country", "city", "latitude", "longitude", "channel", "type", "amount", "currency", "fraud", "scenario", "label_time",
    ];

    /// <summary>Position in the run, from 1.</summary>
    public long Number { get; internal init; }

    /// <summary>TX and the number, at least nine digits.</summary>
    public string TransactionId => string.Create(CultureInfo.InvariantCulture, $"TX{Number:D9}");

    /// <summary>Event time in microseconds since 1970-01-01T00:00:00Z, whole milliseconds.</summary>
    public long TimeMicroseconds { get; internal init; }

    /// <summary>Event time, UTC.</summary>
    public DateTimeOffset Timestamp => DateTimeOffset.UnixEpoch.AddTicks(TimeMicroseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Who pays.</summary>
    public string CustomerId { get; internal init; }

    /// <summary>Who is paid: a merchant, or for a transfer the other customer.</summary>
    public string MerchantId { get; internal init; }

    /// <summary>The merchant's line of business; <c>transfer</c> for transfers.</summary>
    public string MerchantCategory { get; internal init; }

    /// <summary>The terminal or cash machine; empty online.</summary>
    public string TerminalId => Terminal is null ? "" : Terminal.Id;

    /// <summary>The customer's device; empty at a terminal.</summary>
    public string DeviceId { get; internal init; }

    /// <summary>The device's address, from a private range (RFC 1918); empty at a terminal.</summary>
    public string Ip { get; internal init; }

    /// <summary>Country of <see cref="City"/>, ISO 3166-1 alpha-2.</summary>
    public string Country => Place.Country;

    /// <summary>Where the terminal stands, or where the device is.</summary>
    public string City => Place.Name;

    /// <summary>Degrees, north positive, four decimals.</summary>
    public double Latitude => LatitudeE4 / 10_000.0;

    /// <summary>Degrees, east positive, four decimals.</summary>
    public double Longitude => LongitudeE4 / 10_000.0;

    /// <summary>How it was made.</summary>
    public Channel Channel { get; internal init; }

    /// <summary>What kind it is.</summary>
    public TransactionType Type { get; internal init; }

    /// <summary>The amount in hundredths of <see cref="Currency"/>, above 0.</summary>
    public long Cents { get; internal init; }

    /// <summary>The amount with two decimals, above 0.</summary>
    public decimal Amount => new((int)Cents, (int)(Cents >> 32), 0, false, 2);

    /// <summary>The currency of all accounts.</summary>
    public const string Currency = "EUR";

    /// <summary>Whether it is fraudulent.</summary>
    public bool Fraud => Scenario.Length > 0;

    /// <summary>One of <see cref="ScenarioNames.All"/>, or empty for legitimate behaviour.</summary>
    public string Scenario { get; internal init; }

    /// <summary>
    /// When the fraud became known, in microseconds since 1970-01-01T00:00:00Z, at most 30 days after the event; 0 for legitimate ones,
    /// which nobody reports.
    /// </summary>
    public long LabelMicroseconds { get; internal init; }

    /// <summary>When the fraud became known, UTC; null for legitimate transactions.</summary>
    public DateTimeOffset? LabelTime =>
        Fraud ? DateTimeOffset.UnixEpoch.AddTicks(LabelMicroseconds * TimeSpan.TicksPerMicrosecond) : null;

    internal City Place { get; init; }

    internal int LatitudeE4 { get; init; }

    internal int LongitudeE4 { get; init; }

    internal int CustomerIndex { get; init; }

    internal PaymentTerminal? Terminal { get; init; }
}
