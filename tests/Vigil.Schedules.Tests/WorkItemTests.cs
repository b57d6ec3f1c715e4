using Vigil.Engine.Runtime;

namespace Vigil.Schedules.Tests;

public class WorkItemTests
{
    [Fact]
    public void WaitUntilScored_WhileOthersScore_Returns() => Schedules.Explore(() =>
    {
        var items = new[] { new WorkItem(), new WorkItem() };
        var scoring = items.Select(item => Task.Run(item.Execute)).ToArray();
        foreach (var item in items)
        {
            item.WaitUntilScored();
            item.IsScored.ShouldBeTrue();
        }
        foreach (var task in scoring)
            task.Wait();
    });
}
