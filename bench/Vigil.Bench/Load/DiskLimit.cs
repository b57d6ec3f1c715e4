using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Vigil.Bench.Live;

namespace Vigil.Bench.Load;

/// <summary>What the disk itself can: small writes into an allocated file, each flushed before the next.</summary>
internal static class DiskLimit
{
    private const int Bytes = 4096, FileBytes = 64 << 20;

    /// <summary>Prints flushes a second, and what each costs.</summary>
    public static void Print(double seconds)
    {
        using var folder = new FreshFolder();
        using var file = File.OpenHandle(
            Path.Combine(folder.FullPath, "flush"), FileMode.CreateNew, FileAccess.ReadWrite, preallocationSize: FileBytes);
        byte[] block = new byte[Bytes];
        Array.Fill(block, (byte)1);
        for (long at = 0; at < FileBytes; at += Bytes)
            RandomAccess.Write(file, block, at);
        RandomAccess.FlushToDisk(file);
        var before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        int flushes = 0;
        for (; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; flushes++)
        {
            RandomAccess.Write(file, block, flushes * (long)Bytes % FileBytes);
            if (Flush(file) != 0)
                throw new IOException("The disk could not be flushed: " + Marshal.GetLastPInvokeErrorMessage());
        }
        double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double processor = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / flushes;
        Figures.Print($"the disk: {flushes / elapsed:#,0} fdatasync/s, one after the other, {processor:0} µs of processor time each");
    }

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static extern int Flush(SafeFileHandle file);
}
