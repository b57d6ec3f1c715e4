using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;

namespace Vigil.Engine.Tests.Runtime;

public class RecentLabelsTests
{
    private static readonly Conclusion Fraud = new(true, LabelNote.None), Legitimate = new(false, LabelNote.None);

    [Fact]
    public void Since_SaidAfterwards_IsTheNewest()
    {
        var labels = new RecentLabels(begin: 10);
        labels.Add(decision: 3, Fraud, sequence: 11);
        labels.Add(decision: 3, Legitimate, sequence: 12);

        labels.Since(10, 3).ShouldBe(Legitimate);
        labels.Since(11, 3).ShouldBe(Legitimate);
        labels.Since(12, 3).ShouldBeNull();
        labels.Since(10, 4).ShouldBeNull();
    }

    [Fact]
    public void ReachesBackTo_MoreThanIsKept_MovesOn()
    {
        var labels = new RecentLabels(begin: 10);
        labels.ReachesBackTo(9).ShouldBeFalse();
        labels.ReachesBackTo(10).ShouldBeTrue();
        for (int sequence = 11; sequence <= 5010; sequence++)
            labels.Add(decision: sequence % 100, Fraud, sequence);

        labels.ReachesBackTo(10).ShouldBeFalse();
        long reached = Enumerable.Range(10, 5001).First(sequence => labels.ReachesBackTo(sequence));
        reached.ShouldBe(5010 - 4096);
        labels.Since(reached, 50).ShouldBe(Fraud);
    }
}
