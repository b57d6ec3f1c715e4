using System.Text;
using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>The filters that lists, exports and live decisions share.</summary>
/// <param name="Filter">What the store looks for.</param>
/// <param name="Rule">A feature that must be among the reasons, or null.</param>
/// <param name="Reason">What the strongest reason must be about, or null.</param>
internal sealed record DecisionQuery(DecisionFilter Filter, string? Rule, ReasonGroup? Reason = null)
{
    private const string Streamless = "a stream beside it, for identifiers belong to streams";

    /// <summary>Reads the filters of a query.</summary>
    public static DecisionQuery Read(QueryReader query, ScoringService service)
    {
        var stream = Stream(query, service, out string? name);
        return new DecisionQuery(
            new DecisionFilter
            {
                Stream = name,
                From = query.Time("from"),
                To = query.Time("to", includesDay: true),
                MinRisk = query.Number("min_risk", 0, 100),
                MaxRisk = query.Number("max_risk", 0, 100),
                Levels = query.Words<RiskLevel>("level"),
                Outcomes = query.Words<Outcome>("decision"),
                Entity = Hash(query, "entity", stream, FieldRole.Entity),
                Id = Hash(query, "transaction_id", stream, FieldRole.Id),
                Merchant = Hash(query, "merchant", stream, FieldRole.Merchant),
                Place = Hash(query, "location", stream, FieldRole.Location),
                Device = Hash(query, "device", stream, FieldRole.Device),
                Address = Hash(query, "ip", stream, FieldRole.Ip),
                IsFraud = query.Choice("label", "", "fraud", "legitimate") switch { "fraud" => true, "legitimate" => false, _ => null },
                MinAmount = query.Number("min_amount"),
                MaxAmount = query.Number("max_amount"),
                Model = query.Text("model"),
                IsLabelled = query.Flag("labelled"),
            },
            query.Text("rule"), ReasonOf(query));
    }

    /// <summary>Whether a decision that the store found is wanted.</summary>
    public bool Fits(Decision decision) =>
        (Rule is null || (decision.Stored is not null && decision.Reasons().Any(HasRule)))
        && (Reason is null || decision.StrongestReason()?.Group == Reason);

    /// <summary>
    /// From when on decisions are found by what it asks for, when older ones were decided before they could be; else null.
    /// </summary>
    public async ValueTask<long?> SearchedFromAsync(IDecisionQuery decisions, CancellationToken cancellation) =>
        (Filter.Merchant ?? Filter.Place ?? Filter.Device ?? Filter.Address) is null ? null : await decisions.MentionsFromAsync(
            cancellation);

    /// <summary>Whether the store cannot tell all of it: decisions have to be read.</summary>
    public bool IsRead => Rule is not null || Reason is not null;

    private static ReasonGroup? ReasonOf(QueryReader query)
    {
        var groups = Enum.GetValues<ReasonGroup>();
        string word = query.Choice("reason", ["", .. groups.Select(g => g.Word())]);
        return word.Length == 0 ? null : groups.First(g => g.Word() == word);
    }

    // What lowers the risk is no reason for it, and what is nothing in points is none either.
    private bool HasRule(Reason reason) =>
        reason.Members.Any(member => member.Feature == Rule && member.Points >= Reasons.LeastPoints);

    private static LiveStream? Stream(QueryReader query, ScoringService service, out string? name)
    {
        name = query.Text("stream");
        if (name is null)
            return service.Streams is { Count: 1 } only ? only.First() : null;
        var stream = service.Find(name);
        if (stream is null && service.State.Phase == ServicePhase.Ready)
            query.Fail("stream", name, "one of " + string.Join(", ", service.Streams.Select(s => s.Name)));
        return stream;
    }

    private static long? Hash(QueryReader query, string name, LiveStream? stream, FieldRole role)
    {
        if (query.Text(name) is not { } text)
            return null;
        if (stream is null)
            query.Fail(name, "no stream", Streamless);
        // Every decision of such a stream mentions none.
        else if (stream.Schema.Find(role) is not { Type: FieldType.Text })
            query.Fail(name, $"the stream '{stream.Name}', which has no such field", "a filter for what the stream has");
        else
            return (long)stream.Personal.MentionOf(role, Encoding.UTF8.GetBytes(text));
        return null;
    }
}
