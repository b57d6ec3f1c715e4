using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Vigil.Server.Observability;

/// <summary>Metrics and traces of a server under names that nobody listens to.</summary>
internal static class UnheardMeasurements
{
    private const string Prefix = "Unheard.";

    /// <summary>In place of what the framework would take.</summary>
    public static IServiceCollection AddUnheardMeasurements(this IServiceCollection services) =>
        services.AddSingleton<IMeterFactory, Meters>().AddSingleton(_ => new ActivitySource(Prefix + "Microsoft.AspNetCore"));

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(Prefix + options.Name, options.Version, options.Tags, this);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(m => m.Dispose());
    }
}
