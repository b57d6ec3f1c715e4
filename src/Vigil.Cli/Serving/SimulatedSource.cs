using System.Globalization;
using System.Text;
using Vigil.Engine.Operations;
using Vigil.Engine.Transactions;
using Vigil.Simulation;
using Vigil.Simulation.Output;

namespace Vigil.Cli.Serving;

/// <summary>Simulated transactions up to a time as a source; what is known of them later is put aside as labels.</summary>
internal sealed class SimulatedSource : ITransactionSource
{
    private readonly IEnumerator<SimulatedTransaction> _simulation;
    private readonly TransactionParser _parser;
    private readonly int[] _fields;
    private readonly long _from, _until;
    private bool _isAtEnd;

    /// <param name="schema">The stream's fields; those that the simulation has are filled, but for the label.</param>
    /// <param name="simulation">The transactions; disposed of by the caller, who may go on with it: its current one comes next.</param>
    /// <param name="from">Event time at the beginning, in microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="until">Event time at the end, excluded.</param>
    public SimulatedSource(TransactionSchema schema, IEnumerator<SimulatedTransaction> simulation, long from, long until)
    {
        Schema = schema;
        (_simulation, _from, _until) = (simulation, from, until);
        _parser = new TransactionParser(schema);
        _fields = [.. SimulatedTransaction.Columns.Select(schema.IndexOf)];
    }

    /// <summary>How many transactions are left out at the beginning; what will be known of them is put aside all the same.</summary>
    public long Skip { get; init; }

    /// <summary>What will be known of the transactions so far.</summary>
    public LateLabels Labels { get; } = new();

    /// <inheritdoc/>
    public TransactionSchema Schema { get; }

    /// <inheritdoc/>
    public string File => "simulation";

    /// <inheritdoc/>
    public long Line => Rows;

    /// <inheritdoc/>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    public double Progress { get; private set; }

    /// <inheritdoc/>
    public bool Read(Transaction transaction)
    {
        while (!_isAtEnd && _simulation.MoveNext() && _simulation.Current.TimeMicroseconds < _until)
        {
            var simulated = _simulation.Current;
            if (simulated.Number <= Skip && !simulated.Fraud)
                continue;
            Fill(transaction, simulated);
            if (simulated.Fraud)
                PutAside(transaction, simulated);
            if (simulated.Number <= Skip)
                continue;
            Rows++;
            Progress = (simulated.TimeMicroseconds - _from) / (double)(_until - _from);
            return true;
        }
        _isAtEnd = true;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void PutAside(Transaction transaction, in SimulatedTransaction simulated)
    {
        var copy = new Transaction(Schema);
        copy.CopyFrom(transaction);
        copy.Label = 1;
        Labels.Add(new LateLabel(simulated.TransactionId, simulated.LabelMicroseconds, copy));
    }

    /// <summary>Puts a simulated transaction into one of the stream's, without its label.</summary>
    private void Fill(Transaction transaction, in SimulatedTransaction simulated)
    {
        _parser.DefaultTime = simulated.TimeMicroseconds;
        _parser.Start(transaction);
        Span<byte> utf8 = stackalloc byte[128];
        for (int column = 0; column < _fields.Length; column++)
        {
            if (_fields[column] < 0 || Schema.Fields[_fields[column]].Role is FieldRole.Time or FieldRole.Label)
                continue;
            string text = TextOf(simulated, column);
            _parser.Set(_fields[column], utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        }
        if (!_parser.Finish())
            throw new InvalidDataException($"The simulation and the stream do not fit: {_parser.Errors[0]}");
    }

    /// <summary>The text of a column of <see cref="SimulatedTransaction.Columns"/>; empty where there is none.</summary>
    public static string TextOf(in SimulatedTransaction simulated, int column) => SimulatedTransaction.Columns[column] switch
    {
        "transaction_id" => simulated.TransactionId,
        "customer_id" => simulated.CustomerId,
        "merchant_id" => simulated.MerchantId,
        "merchant_category" => simulated.MerchantCategory,
        "terminal_id" => simulated.TerminalId,
        "device_id" => simulated.DeviceId,
        "ip" => simulated.Ip,
        "country" => simulated.Country,
        "city" => simulated.City,
        "latitude" => simulated.Latitude.ToString(CultureInfo.InvariantCulture),
        "longitude" => simulated.Longitude.ToString(CultureInfo.InvariantCulture),
        "channel" => Encoding.UTF8.GetString(TransactionNames.Of(simulated.Channel)),
        "type" => Encoding.UTF8.GetString(TransactionNames.Of(simulated.Type)),
        "amount" => simulated.Amount.ToString(CultureInfo.InvariantCulture),
        "currency" => SimulatedTransaction.Currency,
        _ => "",
    };
}
