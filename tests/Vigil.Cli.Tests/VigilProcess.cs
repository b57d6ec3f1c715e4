using System.Diagnostics;
using System.Text;
using Vigil.Testing;

namespace Vigil.Cli.Tests;

/// <summary>What a run of the program came to.</summary>
/// <param name="ExitCode">See <c>ExitCode</c>; 128 + the signal when one ended it.</param>
/// <param name="Out">Standard output, as bytes: a table, or JSON, or text.</param>
/// <param name="Error">Standard error.</param>
internal sealed record VigilRun(int ExitCode, byte[] Out, string Error)
{
    /// <summary>Standard output as text.</summary>
    public string Text => Encoding.UTF8.GetString(Out);

    /// <summary>The lines of standard output, without line ends.</summary>
    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The real program in a process of its own, from the build that the tests belong to.</summary>
internal static class VigilProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The program's file, of the same configuration as the tests.</summary>
    public static string Program { get; } =
        Path.Combine(Repository.Root, "artifacts", "bin", "Vigil.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "vigil");

    /// <summary>Runs the program in a folder, with nothing on standard input.</summary>
    public static Task<VigilRun> Run(string folder, params string[] arguments) => Run(folder, [], [], arguments);

    /// <summary>Runs the program in a folder with these bytes on standard input and these variables beside the usual ones.</summary>
    public static async Task<VigilRun> Run(
        string folder, byte[] input, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
    {
        return await Run(Start(folder, environment, arguments), input);
    }

    private static async Task<VigilRun> Run(Process started, byte[] input)
    {
        using var process = started;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = ReadAll(process.StandardOutput.BaseStream, patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await Feed(process, input, patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new VigilRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"vigil {string.Join(' ', process.StartInfo.ArgumentList)} did not end within {Patience}.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>
    /// Runs the program without root's right to read and write any file. Skips the test where that cannot be taken away.
    /// </summary>
    public static async Task<VigilRun> RunWithoutPrivilege(string folder, params string[] arguments)
    {
        if (!Environment.IsPrivilegedProcess)
            return await Run(folder, arguments);
        const string taker = "/usr/bin/setpriv";
        Assert.SkipUnless(File.Exists(taker), $"The tests run as root, and {taker} is missing: apt-get install util-linux");
        string[] less = ["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"];
        return await Run(Start(taker, folder, [], [.. less, Program, .. arguments]), []);
    }

    /// <summary>Starts the program with all three streams redirected, for tests that speak with it as it runs.</summary>
    public static Process Start(string folder, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments) =>
        Start(Program, folder, environment, arguments);

    private static Process Start(
        string program, string folder, IReadOnlyList<(string Name, string Value)> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static async Task Feed(Process process, byte[] input, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading all of it, which it may.
        }
    }

    private static async Task<byte[]> ReadAll(Stream stream, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }
}
