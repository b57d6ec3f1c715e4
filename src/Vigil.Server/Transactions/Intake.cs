using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;
using Vigil.Engine.Transactions;
using Vigil.Server.Decisions;
using Vigil.Server.Http;

namespace Vigil.Server.Transactions;

/// <summary>How the transactions of a request are to be read.</summary>
/// <param name="Stream">Where they belong.</param>
/// <param name="ByRole">Whether fields can be named by role.</param>
/// <param name="Explains">Whether contributions are wanted.</param>
/// <param name="Now">The time of receipt, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Latest">The latest event time that is taken.</param>
/// <param name="Ids">Identifiers for those without.</param>
internal readonly record struct IntakeTerms(
    LiveStream Stream, bool ByRole, bool Explains, long Now, long Latest, TransactionIds Ids)
{
    /// <summary>Stands for the request's idempotency key; null without one.</summary>
    public UInt128? Key { get; init; }

    /// <summary>Whether they are read to be looked at, or may be read again: whoever decides on them counts them then.</summary>
    public bool IsCountedLater { get; init; }
}

/// <summary>Turns JSON objects into submissions. Used by one request at a time, then by another.</summary>
internal sealed class Intake
{
    private const string ObjectExpected =
        "a JSON object with the fields of one transaction; many go to the routes that end in /batch";

    private const string FutureExpected = "a time that is not in the future; the service takes events up to ";
    private const string FutureMended = ": set the sender's clock, state the stream's time_zone or send times with an offset, "
        + "or let runtime.future allow more";

    private static readonly ConcurrentBag<Intake> Pool = [];
    private readonly TransactionJson _json = new();
    private readonly List<ColumnError> _errors = [];
    private readonly List<string> _notes = [];
    private TimeOnly? _clock;

    /// <summary>Reads a value that should be an object; the reader stands at its beginning and, afterwards, at its end.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IncomingTransaction Read(ref Utf8JsonReader json, ReadOnlySpan<byte> source, in IntakeTerms terms, int index)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            string found = JsonShape.Of(json.TokenType);
            json.Skip();
            return Counted(new IncomingTransaction { Errors = [new ColumnError(null, found, ObjectExpected)] }, terms);
        }
        var intake = Pool.TryTake(out var pooled) ? pooled : new Intake();
        var parser = terms.Stream.RentParser();
        var result = intake.Read(ref json, source, terms, index, parser);
        terms.Stream.Return(parser);
        Pool.Add(intake);
        return Counted(result, terms);
    }

    private static IncomingTransaction Counted(IncomingTransaction item, in IntakeTerms terms)
    {
        if (!terms.IsCountedLater)
            IntakeMetrics.Count(terms.Stream.Name, item);
        return item;
    }

    private IncomingTransaction Read(
        ref Utf8JsonReader json, ReadOnlySpan<byte> source, in IntakeTerms terms, int index, TransactionParser parser)
    {
        var fields = StreamFields.Of(terms.Stream);
        var submission = new Submission(terms.Stream);
        var transaction = submission.Transaction;
        _errors.Clear();
        _notes.Clear();
        _clock = null;
        parser.Start(transaction);
        parser.DefaultTime = terms.Now;
        _json.Fill(ref json, source, fields, parser, terms.ByRole);
        if (_json.AliasTime is not null || _json.TimeOfDay is not null)
            SetTime(parser, fields, terms);
        bool derives = fields.IdSlot >= 0 && transaction.Text(fields.IdSlot).IsEmpty;
        if (derives)
            parser.Set(fields.Id, terms.Ids.At(index));
        IntakeChecks.AddRanges(_errors, fields, transaction);
        bool isGood = parser.Finish() & _json.Errors.Count + _errors.Count == 0 && !IntakeChecks.IsEntityMissing(fields, transaction);
        if (isGood && transaction.Time > terms.Latest)
            isGood = Refuse(fields, transaction.Time, terms);
        var remarks = _json.IgnoredCount + _notes.Count == 0 ? Remarks.None : new Remarks([.. _json.Ignored], [.. _notes]);
        if (!isGood)
            return new IncomingTransaction
            {
                Errors = IntakeChecks.Complete([.. parser.Errors, .. _json.Errors, .. _errors], fields, transaction, _json.Ignored),
                Remarks = remarks, UnknownFields = _json.IgnoredCount,
            };
        submission.WantsExplanation = terms.Explains;
        (submission.HasTime, submission.TimeOfDay) = (_json.HasTime, _clock);
        return new IncomingTransaction
        {
            Submission = submission, Remarks = remarks, UnknownFields = _json.IgnoredCount, HasOwnId = !derives,
        };
    }

    private bool Refuse(StreamFields fields, long time, in IntakeTerms terms)
    {
        _errors.Add(new ColumnError(fields.Schema.Fields[fields.Time].Name, TimeText.Of(time),
            FutureExpected + TimeText.Of(terms.Latest) + FutureMended));
        return false;
    }

    private void SetTime(TransactionParser parser, StreamFields fields, in IntakeTerms terms)
    {
        if (_json.TimeOfDay is not null && _json.HasTime)
            _json.Ignore("time_of_day"u8);
        if (_json.AliasTime is { Length: > 0 } text)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            if (new TimeParser(null, fields.Schema.TimeZone).TryParse(utf8, out long time))
                parser.DefaultTime = time;
            else
                parser.Set(fields.Time, utf8);
        }
        else if (_json.TimeOfDay is { Length: > 0 } clock && !_json.HasTime)
        {
            _clock = ClockTime.Parse(clock);
            var last = _clock is { } parsed ? ClockTime.LastBefore(terms.Now, parsed, fields.Schema.TimeZone) : null;
            if (last is null)
                _errors.Add(new ColumnError(FieldAliases.TimeOfDay, clock, "a time of day such as 23:45"));
            else
                parser.DefaultTime = last.Value.Time;
            if (last is { IsYesterday: true })
                _notes.Add($"time_of_day: {clock} has not come yet today, so it is yesterday's; send timestamp to be exact");
        }
    }
}
