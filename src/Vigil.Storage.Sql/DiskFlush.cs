using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Vigil.Storage.Sql;

/// <summary>
/// What the platform's flush cannot: only the data of a file, and a folder's names. Elsewhere than on Linux the platform's is used.
/// </summary>
internal static class DiskFlush
{
    private const int ReadOnly = 0;

    /// <summary>Returns when the data of a file whose length has not changed is on disk.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Data(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
            RandomAccess.FlushToDisk(file);
        else if (FlushData(file) != 0)
            throw new IOException("A file could not be flushed to disk: " + Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>Returns when the names in a folder are on disk.</summary>
    /// <exception cref="IOException">They could not be written.</exception>
    public static void Names(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        int handle = Open(folder, ReadOnly);
        bool isDone = handle >= 0 && FlushAll(handle) == 0;
        string message = Marshal.GetLastPInvokeErrorMessage();
        if (handle >= 0)
            _ = Close(handle);
        if (!isDone)
            throw new IOException($"{folder} could not be flushed to disk: {message}");
    }

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static extern int FlushData(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FlushAll(int file);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);
}
