using System.Net;
using Vigil.Bench;
using Vigil.Bench.Live;
using Vigil.Bench.Load;

var benchmarks = new Dictionary<string, (string About, Action<Options> Run)>
{
    ["detect"] = ("the whole program on 1.47 million transactions, and where the time goes", _ => DetectBenchmark.Run()),
    ["features"] = ("window features alone on one thread: events a second, bytes an entity", _ => FeatureBenchmark.Run()),
    ["forest"] = ("fitting and scoring the isolation forest beside scikit-learn's", _ => ForestBenchmark.Run()),
    ["load"] = ("the live service over HTTP at one rate: --rate 5000, --seconds 10, --batch 1", ServeBenchmark.RunAt),
    ["fairness"] = ("/predict alone, beside listeners, beside exports: --rate 300, --listeners 200, --exports 16", FairnessBenchmark.Run),
    ["pipeline"] = ("features, detectors and policy in process: decisions a second, latency, allocations", _ => PipelineBenchmark.Run()),
    ["serve"] = ("the live service over HTTP, open loop: --seconds 60, --probe 4, --rate 4000", ServeBenchmark.Run),
    ["startup"] = ("starting with a large journal, with a snapshot and without: --decisions 10000000", StartupBenchmark.Run),
    ["service"] = ("the live service in process, without HTTP: --group 1|100, --store 0|1", ServiceBenchmark.Run),
    ["snapshot"] = ("what a snapshot of a large state does to those who wait: --customers 300000, --fill 2000000", SnapshotBenchmark.Run),
};

if (args is [BareServer.Command, var bare])
{
    BareServer.Run(IPEndPoint.Parse(bare));
    return 0;
}
if (args is [var name, .. var rest] && benchmarks.TryGetValue(name, out var benchmark))
{
    benchmark.Run(new Options(rest));
    return 0;
}
Console.Error.WriteLine("usage: bench/run NAME, with NAME one of");
foreach (var (each, (about, _)) in benchmarks)
    Console.Error.WriteLine($"  {each,-10} {about}");
return 2;
