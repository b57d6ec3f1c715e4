using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>How an event comes to the windows of its entity: in order, late, or dated ahead of its receipt.</summary>
internal sealed class EventOrder(KeyPlan plan, long lateness)
{
    // Clocks differ by seconds. More is a wrong date, and the windows of all others must not follow it.
    private const long MostSkew = 10_000_000;

    private readonly bool _followsClock = plan.Edition != FeatureSpec.FirstEdition;
    private readonly long _skew = Math.Min(lateness, MostSkew);

    /// <summary>Whether it is dated further ahead of its receipt than clocks differ: the windows wait until its time has come.</summary>
    public bool IsAhead(Transaction transaction) => _followsClock && transaction.Received != long.MaxValue
        && transaction.Time - _skew > transaction.Received;

    /// <summary>Whether it is still placed: not later than the lateness behind the newest one, and not behind its own receipt.</summary>
    public bool IsPlaced(in EntityHead head, Transaction transaction) =>
        transaction.Time >= Math.Min(head.LastTime, _followsClock ? transaction.Received : long.MaxValue) - lateness;
}
