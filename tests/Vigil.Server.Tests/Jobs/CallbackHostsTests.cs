using Vigil.Server.Configuration;
using Vigil.Server.Jobs;

namespace Vigil.Server.Tests.Jobs;

public sealed class CallbackHostsTests
{
    [Theory]
    [InlineData("*.example.org", "https://hooks.example.org/x", true)]
    [InlineData("*.example.org", "https://a.b.example.org/x", true)]
    [InlineData("*.example.org", "https://example.org/x", false)]
    [InlineData("*.example.org", "https://evilexample.org/x", false)]
    [InlineData("*.example.org", "https://hooks.example.org:8443/x", false)]
    [InlineData("*.example.org:8443", "https://hooks.example.org:8443/x", true)]
    [InlineData("hooks.example.org", "https://HOOKS.example.org/x", true)]
    [InlineData("10.0.0.1:9000", "http://10.0.0.1:9000/", true)]
    public void Allows_Entry_IsHonoured(string entry, string url, bool isAllowed)
    {
        CallbackHosts.IsEntry(entry).ShouldBeTrue();
        new CallbackHosts([entry]).Allows(url, out _).ShouldBe(isAllowed);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("hooks.*.org")]
    [InlineData("hooks*.example.org")]
    [InlineData("*.*.org")]
    [InlineData("https://hooks.example.org")]
    [InlineData("hooks.example.org/path")]
    [InlineData("me@hooks.example.org")]
    public void Configuration_EntryThatCanAllowNothing_IsAFault(string entry)
    {
        var load = ConfigurationFile.Load(null, [new("VIGIL_CALLBACKS_ALLOW", entry)]);

        load.Errors.ShouldHaveSingleItem().ToString().ShouldContain("*.example.org");
    }

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("127.0.0.1,::1", true)]
    [InlineData("10.0.0.1/8", false)]
    [InlineData("proxy.example", false)]
    public void Configuration_Proxies_AreAddressesOrNetworks(string text, bool isGood) =>
        ConfigurationFile.Load(null, [new("VIGIL_PROXIES", text)]).IsValid.ShouldBe(isGood);

    [Fact]
    public void Exposure_AllAddressesWithoutAProxy_IsWarnedOf()
    {
        var open = ConfigurationFile.Load(null, [new("VIGIL_LISTEN", "http://*:8080")]).Configuration.Http;
        var stated = ConfigurationFile.Load(null, [new("VIGIL_LISTEN", "http://*:8080"), new("VIGIL_PROXIES", "10.0.0.0/8")])
            .Configuration.Http;

        Exposure.Warning(open).ShouldNotBeNull().ShouldContain("without TLS");
        Exposure.Warning(stated).ShouldBeNull();
        Exposure.Warning(new ServerOptions()).ShouldBeNull();
    }
}
