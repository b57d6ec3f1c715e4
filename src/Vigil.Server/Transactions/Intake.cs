using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Vigil.Engine.Runtime;
using Vigil.Engine.Transactions;

namespace Vigil.Server.Transactions;

/// <summary>How the transactions of a request are to be read.</summary>
/// <param name="Stream">Where they belong.</param>
/// <param name="ByRole">Whether fields can be named by role.</param>
/// <param name="Explains">Whether contributions are wanted.</param>
/// <param name="Now">The time of receipt, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Latest">The latest event time that is taken.</param>
/// <param name="Ids">Identifiers for those without.</param>
internal readonly record struct IntakeTerms(
    LiveStream Stream, bool ByRole, bool Explains, long Now, long Latest, TransactionIds Ids);

/// <summary>A transaction of a request: ready to be submitted, or what is wrong with it.</summary>
internal sealed class IncomingTransaction
{
    /// <summary>The submission; null when there are <see cref="Errors"/>.</summary>
    public Submission? Submission { get; init; }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Members that mean nothing to the stream.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Whether its identifier was derived from an idempotency key.</summary>
    public bool HasDerivedId { get; init; }

    /// <summary>Whether it came with its event time.</summary>
    public bool HasTime { get; init; }
}

/// <summary>Turns JSON objects into submissions. Used by one request at a time, then by another.</summary>
internal sealed class Intake
{
    private const string FutureExpected = "a time that is not in the future; the service takes events up to ";
    private const string ObjectExpected = "a JSON object";
    private static readonly ConcurrentBag<Intake> Pool = [];
    private readonly TransactionJson _json = new();
    private readonly List<FieldError> _errors = [];

    /// <summary>Reads a value that should be an object; the reader stands at its beginning and, afterwards, at its end.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IncomingTransaction Read(ref Utf8JsonReader json, ReadOnlySpan<byte> source, in IntakeTerms terms, int index)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            var found = FieldText.Show(json.ValueSpan);
            json.Skip();
            return new IncomingTransaction { Errors = [new FieldError(null, found, ObjectExpected)] };
        }
        var intake = Pool.TryTake(out var pooled) ? pooled : new Intake();
        var parser = terms.Stream.RentParser();
        var result = intake.Read(ref json, source, terms, index, parser);
        terms.Stream.Return(parser);
        Pool.Add(intake);
        return result;
    }

    private IncomingTransaction Read(
        ref Utf8JsonReader json, ReadOnlySpan<byte> source, in IntakeTerms terms, int index, TransactionParser parser)
    {
        var fields = StreamFields.Of(terms.Stream);
        var submission = terms.Stream.NewSubmission();
        var transaction = submission.Transaction;
        _errors.Clear();
        parser.Start(transaction);
        parser.DefaultTime = terms.Now;
        _json.Fill(ref json, source, fields, parser, terms.ByRole);
        if (_json.AliasTime is not null || _json.TimeOfDay is not null)
            SetTime(parser, fields, terms);
        bool derives = fields.IdSlot >= 0 && transaction.Text(fields.IdSlot).IsEmpty;
        if (derives)
            parser.Set(fields.Id, terms.Ids.At(index));
        bool isGood = parser.Finish() & _json.Errors.Count + _errors.Count == 0;
        if (isGood && transaction.Time > terms.Latest)
            isGood = Refuse(fields, transaction.Time, terms);
        IReadOnlyList<string> ignored = _json.Ignored.Count == 0 ? [] : [.. _json.Ignored];
        if (!isGood)
            return new IncomingTransaction { Errors = [.. parser.Errors, .. _json.Errors, .. _errors], Ignored = ignored };
        submission.WantsExplanation = terms.Explains;
        return new IncomingTransaction
        {
            Submission = submission,
            Ignored = ignored,
            HasDerivedId = derives && terms.Ids.AreDerived,
            HasTime = _json.HasTime,
        };
    }

    private bool Refuse(StreamFields fields, long time, in IntakeTerms terms)
    {
        _errors.Add(new FieldError(fields.Schema.Fields[fields.Time].Name, Http.TimeText.Of(time),
            FutureExpected + Http.TimeText.Of(terms.Latest)));
        return false;
    }

    private void SetTime(TransactionParser parser, StreamFields fields, in IntakeTerms terms)
    {
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
            if (Today(clock, fields.Schema.TimeZone, terms.Now) is { } time)
                parser.DefaultTime = time;
            else
                _errors.Add(new FieldError(FieldAliases.TimeOfDay, clock, "a time of day such as 23:45"));
        }
    }

    private static long? Today(string clock, TimeZoneInfo zone, long now)
    {
        if (!TimeOnly.TryParseExact(clock, ["HH:mm", "HH:mm:ss"], null, System.Globalization.DateTimeStyles.None, out var time))
            return null;
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddTicks(now * TimeSpan.TicksPerMicrosecond), zone);
        byte[] text = Encoding.UTF8.GetBytes(
            DateOnly.FromDateTime(local.Date).ToString("o", System.Globalization.CultureInfo.InvariantCulture) + "T"
            + time.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
        return new TimeParser(null, zone).TryParse(text, out long micros) ? micros : null;
    }
}
