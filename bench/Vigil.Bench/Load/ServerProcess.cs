using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Vigil.Bench.Load;

/// <summary>A server in a process of its own, stopped when disposed of.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Process _process;

    private ServerProcess(Process process, IPEndPoint address, TimeSpan start) => (_process, Address, Start) = (process, address, start);

    public IPEndPoint Address { get; }

    /// <summary>From the start of the process until it answered as ready.</summary>
    public TimeSpan Start { get; }

    /// <summary>Seconds of processor time so far.</summary>
    public double Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>The greatest memory in use so far, in MiB.</summary>
    public double PeakMiB
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / (double)(1 << 20);
        }
    }

    /// <summary>Starts a server and waits until a path answers with 200.</summary>
    public static ServerProcess Launch(
        IPEndPoint address, string ready, string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        long began = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started.");
        var errors = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            WaitUntilReady(process, address, ready);
        }
        catch (Exception e) when (process.HasExited)
        {
            throw new InvalidOperationException($"The server did not start: {errors}", e);
        }
        return new ServerProcess(process, address, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Asks it to stop, as Ctrl-C does, and waits.</summary>
    public void Stop()
    {
        if (_process.HasExited)
            return;
        using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            if (!_process.WaitForExit(TimeSpan.FromSeconds(60)))
                _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Stop();
        _process.Dispose();
    }

    private static void WaitUntilReady(Process process, IPEndPoint address, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience; process.WaitForExit(10))
        {
            if (process.HasExited)
                throw new InvalidOperationException(FormattableString.Invariant($"It ended with {process.ExitCode}."));
            try
            {
                using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, path));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        throw new TimeoutException($"The server did not answer {path} with 200.");
    }
}
