using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Vigil.Server.Observability;

/// <summary>Sends traces and metrics to a collector by OTLP.</summary>
public sealed class OtlpExport : IDisposable
{
    private static readonly string[] Personal = ["url.path", "url.query", "url.full", "client.address", "user_agent.original"];
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    /// <summary>Sends to a collector from now on; a collector that cannot be reached does not disturb the service.</summary>
    /// <param name="collector">Its address; port 4318 speaks HTTP, any other gRPC.</param>
    public OtlpExport(Uri collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        bool isHttp = collector.Port == 4318;
        var resource = ResourceBuilder.CreateDefault().AddService("vigil");
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Vigil", "Microsoft.AspNetCore").AddProcessor(new PersonalDataFilter())
            .AddOtlpExporter(options => Set(options, collector, isHttp, "v1/traces")).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Vigil", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter(options => Set(options, collector, isHttp, "v1/metrics")).Build();
    }

    /// <summary>Sends what is left, for a second at most.</summary>
    public void Dispose()
    {
        _traces.Shutdown(timeoutMilliseconds: 1_000);
        _metrics.Shutdown(timeoutMilliseconds: 1_000);
        _traces.Dispose();
        _metrics.Dispose();
    }

    private static void Set(OtlpExporterOptions options, Uri collector, bool isHttp, string path)
    {
        options.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Endpoint = isHttp ? new Uri(collector, path) : collector;
    }

    // Paths and queries have identifiers of entities in them; the route's template says enough.
    private sealed class PersonalDataFilter : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            foreach (string tag in Personal)
                data.SetTag(tag, null);
        }
    }
}
