using System.Text;
using Vigil.Engine.Journal;
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
                Entity = Hash(query, "entity", stream, (s, utf8) => s.Personal.EntityOf(utf8)),
                Id = Hash(query, "transaction_id", stream, (s, utf8) => s.Personal.IdOf(utf8)),
                Merchant = Mention(query, "merchant", stream, FieldRole.Merchant),
                Place = Mention(query, "location", stream, FieldRole.Location),
                Device = Mention(query, "device", stream, FieldRole.Device),
                Address = Mention(query, "ip", stream, FieldRole.Ip),
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
        (Rule is null || (decision.Stored is not null && decision.Reasons().Any(reason => reason.Feature == Rule)))
        && (Reason is null || decision.StrongestReason()?.Group == Reason);

    /// <summary>
    /// From when on decisions are found by what it asks for, when older ones were decided before they could be; else null.
    /// </summary>
    public long? SearchedFrom(IDecisionQuery decisions) =>
        (Filter.Merchant ?? Filter.Place ?? Filter.Device ?? Filter.Address) is null ? null : decisions.MentionsFrom();

    /// <summary>Whether the store cannot tell all of it: decisions have to be read.</summary>
    public bool IsRead => Rule is not null || Reason is not null;

    private static ReasonGroup? ReasonOf(QueryReader query)
    {
        var groups = Enum.GetValues<ReasonGroup>();
        string word = query.Choice("reason", ["", .. groups.Select(g => g.Word())]);
        return word.Length == 0 ? null : groups.First(g => g.Word() == word);
    }

    private static long? Mention(QueryReader query, string name, LiveStream? stream, FieldRole role) =>
        Hash(query, name, stream, (s, utf8) => s.Personal.MentionOf(role, utf8));

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

    private static long? Hash(QueryReader query, string name, LiveStream? stream, Func<LiveStream, byte[], UInt128> hash)
    {
        if (query.Text(name) is not { } text)
            return null;
        if (stream is not null)
            return (long)hash(stream, Encoding.UTF8.GetBytes(text));
        query.Fail(name, "no stream", Streamless);
        return null;
    }
}
