using Vigil.Engine.Runtime;
using Vigil.Server.Observability;

namespace Vigil.Server.Tests.Observability;

public sealed class HealthEndpointsTests
{
    [Theory]
    [InlineData(ServicePhase.Failed)]
    [InlineData(ServicePhase.Recovering)]
    [InlineData(ServicePhase.Stopping)]
    public void Reason_StateThatNamesFiles_NamesNone(ServicePhase phase)
    {
        string reason = HealthEndpoints.Reason(new ServiceState(phase, "The disk that holds /var/lib/vigil/vigil.db is full"));

        reason.ShouldStartWith(phase.ToString().ToLowerInvariant() + ": ");
        reason.ShouldNotContain("/var");
        reason.ShouldNotContain("vigil.db");
    }
}
