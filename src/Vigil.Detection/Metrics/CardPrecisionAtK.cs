namespace Vigil.Detection.Metrics;

/// <summary>
/// Card precision at k, the handbook's measure of what an investigator who looks at k cards a day finds: per day, cards ranked by their
/// highest score of that day, the share of compromised ones among the first k; a card found compromised is left out on the following
/// days; the mean over the days.
/// </summary>
/// <remarks>
/// Source: Le Borgne et al., "Reproducible Machine Learning for Credit Card Fraud Detection", 2022, "Precision top-k metrics".
/// </remarks>
public static class CardPrecisionAtK
{
    /// <summary>Computes the mean over the days that have rows.</summary>
    /// <param name="scores">One score per transaction, higher is more anomalous; not NaN.</param>
    /// <param name="labels">Whether the transaction is a fraud: its card counts as compromised on that day.</param>
    /// <param name="cards">The transaction's card.</param>
    /// <param name="days">The transaction's day, in any numbering that rises with time; rows may be in any order.</param>
    /// <param name="k">Cards a day, at least 1. Every day is divided by k, also one with fewer cards. Of equal scores, the lower card
    /// ranks first.</param>
    /// <returns>0…1, or NaN if there are no rows.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, or a score is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public static double Compute(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<long> cards, ReadOnlySpan<int> days, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        RankedRows.Check(scores, labels);
        if (cards.Length != scores.Length || days.Length != scores.Length)
            throw new ArgumentException($"{cards.Length} cards and {days.Length} days for {scores.Length} scores.", nameof(cards));

        var found = new HashSet<long>();
        double sum = 0;
        var byDay = CardsByDay(scores, labels, cards, days);
        foreach (var ofDay in byDay.Values)
        {
            var first = ofDay.Where(card => !found.Contains(card.Key))
                .OrderByDescending(card => card.Value.Score).ThenBy(card => card.Key).Take(k);
            long[] compromised = [.. first.Where(card => card.Value.Compromised).Select(card => card.Key)];
            found.UnionWith(compromised);
            sum += (double)compromised.Length / k;
        }
        return sum / byDay.Count;
    }

    private static SortedDictionary<int, Dictionary<long, (double Score, bool Compromised)>> CardsByDay(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<long> cards, ReadOnlySpan<int> days)
    {
        var byDay = new SortedDictionary<int, Dictionary<long, (double Score, bool Compromised)>>();
        for (int i = 0; i < scores.Length; i++)
        {
            if (!byDay.TryGetValue(days[i], out var ofDay))
                byDay.Add(days[i], ofDay = []);
            var (score, compromised) = ofDay.GetValueOrDefault(cards[i], (double.NegativeInfinity, false));
            ofDay[cards[i]] = (Math.Max(score, scores[i]), compromised || labels[i]);
        }
        return byDay;
    }
}
