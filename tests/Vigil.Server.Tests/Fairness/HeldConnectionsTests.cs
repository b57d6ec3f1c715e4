using System.Net;
using Vigil.Server.Fairness;

namespace Vigil.Server.Tests.Fairness;

public sealed class HeldConnectionsTests
{
    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void TryTake_TwoAddresses_ShareWhatOneClientMayHold(string first, string second, bool areOne)
    {
        var connections = new HeldConnections(most: 10, mostOfAddress: 1, isExempt: _ => false);
        var held = connections.TryTake(IPAddress.Parse(first), () => { }, out _).ShouldNotBeNull();
        held.Begin();

        (connections.TryTake(IPAddress.Parse(second), () => { }, out _) is null).ShouldBe(areOne);

        held.Return();
        connections.TryTake(IPAddress.Parse(second), () => { }, out _).ShouldNotBeNull();
    }
}
