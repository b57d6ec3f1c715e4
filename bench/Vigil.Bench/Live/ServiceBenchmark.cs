using System.Diagnostics;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;

namespace Vigil.Bench.Live;

/// <summary>The scoring service in process, without HTTP: how many decisions a second, and what of it the store costs.</summary>
internal static class ServiceBenchmark
{
    private const int Customers = 20_000, WarmUp = 200_000, Runs = 3;

    public static void Run()
    {
        foreach (var (group, waiting, decisions) in new[] { (1, 64, 200_000), (100, 16, 400_000) })
            Measure("nothing kept", ForgetfulStore.Create(), group, waiting, decisions);
    }

    private static void Measure(string name, StoragePorts ports, int groupSize, int waiting, int decisions)
    {
        var payments = Payments.Begin(Customers);
        using var service = Start(payments, ports);
        Drive(service, payments, 100, 16, WarmUp);
        var rates = new List<double>();
        for (int run = 0; run < Runs; run++)
        {
            long allocated = GC.GetTotalAllocatedBytes();
            var (processor, start) = (Processor, Stopwatch.GetTimestamp());
            Drive(service, payments, groupSize, waiting, decisions);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            rates.Add(decisions / seconds);
            Figures.Print($"  {decisions / seconds,9:#,0}/s, {(Processor - processor) / decisions * 1e6,5:0.0} µs of processor time and {(GC.GetTotalAllocatedBytes() - allocated) / decisions,6:#,0} bytes each, p50 {service.Latency.P50:0.00} ms, p99 {service.Latency.P99:0.00} ms");
        }
        Figures.Print($"{name}, groups of {groupSize}, {waiting} waiting: {Figures.Median(rates):#,0} decisions/s (median of {Runs} runs)");
    }

    private static ScoringService Start(Payments payments, StoragePorts ports)
    {
        var service = ScoringService.Start(new ServiceOptions(), ports, MasterKey.Create(), TimeProvider.System, n => Console.WriteLine(n.Text));
        service.Ready.GetAwaiter().GetResult();
        ModelLibrary.Add(ports.Models, payments.Model, 0);
        service.PromoteAsync(payments.Model.Version, "bench").GetAwaiter().GetResult();
        return service;
    }

    // As many groups as clients are under way at a time, each sends its next one when it has its answer.
    private static void Drive(ScoringService service, Payments payments, int groupSize, int waiting, int decisions)
    {
        var stream = service.Streams.Single();
        var parser = stream.RentParser();
        var groups = new Queue<SubmissionGroup>();
        for (int done = 0; done < decisions; done += groupSize)
        {
            if (groups.Count == waiting)
                Finish(groups.Dequeue());
            var submissions = new Submission[groupSize];
            for (int i = 0; i < groupSize; i++)
                payments.Next(parser, (submissions[i] = stream.NewSubmission()).Transaction);
            var group = new SubmissionGroup(submissions);
            while (!service.TrySubmit(group))
                Thread.Yield();
            groups.Enqueue(group);
        }
        while (groups.TryDequeue(out var group))
            Finish(group);
        stream.Return(parser);
    }

    private static void Finish(SubmissionGroup group)
    {
        group.Completion.GetAwaiter().GetResult();
        foreach (var submission in group.Submissions)
            if (submission.Decision is null)
                throw new InvalidOperationException(submission.Failure.ToString());
    }

    private static double Processor => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
