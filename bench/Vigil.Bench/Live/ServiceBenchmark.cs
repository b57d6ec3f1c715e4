using System.Diagnostics;
using Vigil.Engine.Decisions;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Engine.State;

namespace Vigil.Bench.Live;

/// <summary>The scoring service in process, without HTTP: how many decisions a second, and what of it the store costs.</summary>
internal static class ServiceBenchmark
{
    private const int Customers = 20_000, WarmUp = 200_000, Runs = 3;

    public static void Run(Options options)
    {
        double group = options.Number("group", 0), store = options.Number("store", -1);
        options.Finish();
        foreach (var load in new[] { new ClosedLoop(1, 64, 200_000), new ClosedLoop(100, 16, 400_000) })
        {
            if (group != 0 && group != load.GroupSize)
                continue;
            if (store != 1)
                Measure("nothing kept", ForgetfulStore.Create(), MasterKey.Create(), load);
            if (store != 0)
                OnDisk(load);
        }
    }

    /// <summary>A service that has a champion.</summary>
    public static ScoringService Start(Payments payments, StoragePorts ports, MasterKey key, ServiceOptions? options = null)
    {
        var service = ScoringService.Start(options ?? new ServiceOptions(), ports, key, TimeProvider.System, _ => { });
        service.Ready.GetAwaiter().GetResult();
        if (service.Streams.Count > 0)
            return service;
        ModelLibrary.AddAsync(ports.Models, payments.Model, 0, CancellationToken.None).OnOwnThread();
        service.PromoteAsync(payments.Model.Version, "bench").GetAwaiter().GetResult();
        return service;
    }

    private static void OnDisk(ClosedLoop load)
    {
        using var folder = new FreshFolder();
        using (var store = folder.Open(out var key))
            Measure("on disk", store.Ports, key, load);
        folder.PrintBytes(WarmUp + (Runs * load.Decisions));
    }

    private static void Measure(string name, StoragePorts ports, MasterKey key, ClosedLoop load)
    {
        var payments = Payments.Begin(Customers);
        using var service = Start(payments, ports, key);
        new ClosedLoop(100, 16, WarmUp).Run(service, payments);
        var rates = new List<double>();
        for (int run = 0; run < Runs; run++)
        {
            long allocated = GC.GetTotalAllocatedBytes();
            var (processor, start) = (Processor, Stopwatch.GetTimestamp());
            load.Run(service, payments);
            rates.Add(load.Decisions / Stopwatch.GetElapsedTime(start).TotalSeconds);
            double each = (Processor - processor) / load.Decisions * 1e6;
            long bytes = (GC.GetTotalAllocatedBytes() - allocated) / load.Decisions;
            Figures.Print($"  {rates[^1],9:#,0}/s, {each,5:0.0} µs of processor time and {bytes,6:#,0} bytes allocated each");
        }
        string groups = $"groups of {load.GroupSize}, {load.Waiting} waiting";
        Figures.Print($"{name}, {groups}: {Figures.Median(rates):#,0} decisions/s (median of {Runs} runs)");
    }

    private static double Processor => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
