using Vigil.Bench;
using Vigil.Bench.Live;

var benchmarks = new Dictionary<string, (string About, Action Run)>
{
    ["detect"] = ("the whole program on 1.47 million transactions, and where the time goes", DetectBenchmark.Run),
    ["features"] = ("window features alone on one thread: events a second, bytes an entity", FeatureBenchmark.Run),
    ["forest"] = ("fitting and scoring the isolation forest beside scikit-learn's", ForestBenchmark.Run),
    ["pipeline"] = ("features, detectors and policy in process: decisions a second, latency, allocations", PipelineBenchmark.Run),
    ["service"] = ("the live service in process, without HTTP: decisions a second with a store and without", ServiceBenchmark.Run),
};

if (args is [var name] && benchmarks.TryGetValue(name, out var benchmark))
{
    benchmark.Run();
    return 0;
}
Console.Error.WriteLine("usage: bench/run NAME, with NAME one of");
foreach (var (each, (about, _)) in benchmarks)
    Console.Error.WriteLine($"  {each,-10} {about}");
return 2;
