using Microsoft.Win32.SafeHandles;

namespace Vigil.Cli.Output;

/// <summary>Standard output for rows of data.</summary>
internal static class StandardOutput
{
    private const int BrokenPipe = 32;

    /// <summary>The stream. Unlike <see cref="Console.OpenStandardOutput()"/> it says when the reader of a pipe has gone.</summary>
    public static Stream Open()
    {
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 1);
        // Into a file, this stream would not move the position that the shell's next command writes at.
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    /// <summary>Whether the failure means that nobody reads any more, which is no fault: <c>vigil simulate | head</c>.</summary>
    public static bool IsClosed(IOException failure) => failure.HResult == BrokenPipe;
}
