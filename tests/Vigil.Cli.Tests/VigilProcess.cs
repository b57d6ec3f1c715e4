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
        using var process = Start(folder, environment, arguments);
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
            throw new TimeoutException($"vigil {string.Join(' ', arguments)} did not end within {Patience}.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Starts the program with all three streams redirected, for tests that speak with it as it runs.</summary>
    public static Process Start(string folder, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
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
