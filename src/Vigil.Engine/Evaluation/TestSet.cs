using Vigil.Detection.Metrics;

namespace Vigil.Engine.Evaluation;

/// <summary>The rows that a fold is tested on, without the customers that were known to be defrauded by then.</summary>
internal sealed class TestSet
{
    private readonly List<bool> _frauds = [];
    private readonly List<long> _customers = [];
    private readonly List<int> _days = [];

    private TestSet()
    {
    }

    /// <summary>Row-major.</summary>
    public double[] Rows { get; private set; } = [];

    public int Count => _frauds.Count;

    public int FraudCount => _frauds.Count(f => f);

    /// <summary>Collects the test rows of a fold.</summary>
    /// <param name="days">All days, the first one being <see cref="HandbookProtocol.FirstDay"/>.</param>
    /// <param name="training">Index of the fold's first training day.</param>
    public static TestSet Of(IReadOnlyList<EvaluationDay> days, int training)
    {
        const int Period = HandbookProtocol.PeriodDays;
        var known = Enumerable.Range(training, Period).SelectMany(day => days[day].Defrauded).ToHashSet();
        var rows = new List<double>();
        var set = new TestSet();
        for (int i = 0; i < Period; i++)
        {
            // A label takes the waiting period to arrive: on each test day those of one more day are known.
            known.UnionWith(days[training + Period - 1 + i].Defrauded);
            set.Add(days[training + 2 * Period + i], i, known, rows);
        }
        set.Rows = [.. rows];
        return set;
    }

    /// <summary>How well scores of the rows rank the frauds.</summary>
    public Quality Rate(double[] scores)
    {
        bool[] frauds = [.. _frauds];
        return new Quality(
            RocAuc.Compute(scores, frauds),
            AveragePrecision.Compute(scores, frauds),
            CardPrecisionAtK.Compute(scores, frauds, [.. _customers], [.. _days], HandbookProtocol.CardsPerDay));
    }

    private void Add(EvaluationDay day, int number, HashSet<long> known, List<double> rows)
    {
        for (int i = 0; i < day.Count; i++)
        {
            if (known.Contains(day.Customers[i]))
                continue;
            rows.AddRange(day.Row(i));
            _frauds.Add(day.Frauds[i]);
            _customers.Add(day.Customers[i]);
            _days.Add(number);
        }
    }
}
