using System.Diagnostics;
using System.Text;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>A running <c>vigil serve</c> over a data folder.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Greeting = "Vigil serves ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly StringBuilder _error = new();
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Greet(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it told an operator so far.</summary>
    public string Error
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <summary>Where it listens.</summary>
    public string Address => _address.Task.Result;

    /// <summary>Starts it on a free port; settings are variables without <c>VIGIL_</c>.</summary>
    public static ServerProcess Start(string folder, params (string Name, string Value)[] settings) => Start(folder, [], settings);

    /// <summary>Starts it behind another program, which is given the command as its last arguments.</summary>
    public static ServerProcess Start(string folder, string[] before, params (string Name, string Value)[] settings)
    {
        string[] command = [.. before, VigilProcess.Program, "serve", "--data", folder];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("VIGIL_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        // Whoever asks little of a server need not wait for it to be warm.
        start.Environment["VIGIL_RUNTIME_WARM_UP"] = "0s";
        foreach (var (name, value) in settings)
            start.Environment["VIGIL_" + name] = value;
        start.Environment["VIGIL_LISTEN"] = "http://127.0.0.1:0";
        return new ServerProcess(Process.Start(start) ?? throw new InvalidOperationException("vigil serve did not start."));
    }

    /// <summary>Completes when it listens, ready or not.</summary>
    /// <returns>Where.</returns>
    public Task<string> UntilListening() => _address.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Completes when it takes transactions.</summary>
    public async Task<ServerProcess> UntilReady()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        string address = await _address.Task.WaitAsync(patience.Token);
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        while (true)
        {
            using var answer = await client.GetAsync("/health/ready", patience.Token);
            if (answer.IsSuccessStatusCode)
                return this;
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>Completes when it has told an operator something with these words.</summary>
    public async Task UntilTold(string words)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!Error.Contains(words, StringComparison.Ordinal))
            await Task.Delay(10, patience.Token);
    }

    /// <summary>Ends it as the kernel does when there is no memory left: at once.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("/bin/kill", ["-TERM", $"{Id}"]);
        return await UntilExit();
    }

    /// <summary>Completes when it has ended.</summary>
    public async Task<int> UntilExit()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Greet(string? line)
    {
        if (line?.StartsWith(Greeting, StringComparison.Ordinal) == true)
            _address.TrySetResult(line[Greeting.Length..line.IndexOf(';', StringComparison.Ordinal)].Split(' ')[0]);
        if (line is null)
            _address.TrySetException(new InvalidOperationException("vigil serve ended: " + Error));
    }

    private void Note(string? line)
    {
        lock (_error)
            _error.AppendLine(line);
    }
}
