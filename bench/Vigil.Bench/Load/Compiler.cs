using System.Globalization;
using System.Net;

namespace Vigil.Bench.Load;

/// <summary>What the just-in-time compiler of a running service has done so far, as its metrics say.</summary>
/// <param name="Methods">Methods compiled; the same one for speed counts again.</param>
/// <param name="Seconds">Time spent on them.</param>
internal sealed record Compiler(double Methods, double Seconds)
{
    /// <summary>Asks a service.</summary>
    public static Compiler Of(IPEndPoint service, string key)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{service}"), DefaultRequestHeaders = { { "X-Api-Key", key } } };
        string metrics = client.GetStringAsync("/metrics").GetAwaiter().GetResult();
        return new Compiler(Value(metrics, "compiled_methods_total "), Value(metrics, "compilation_time_seconds_total "));
    }

    private static double Value(string metrics, string name) =>
        metrics.Split("\ndotnet_jit_").FirstOrDefault(text => text.StartsWith(name, StringComparison.Ordinal)) is { } text
            ? double.Parse(text[name.Length..].Split('\n')[0], CultureInfo.InvariantCulture) : double.NaN;
}
