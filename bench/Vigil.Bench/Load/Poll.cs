using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Vigil.Bench.Load;

/// <summary>Waits until one of many sockets is ready, to the microsecond: <c>ppoll(2)</c>.</summary>
internal sealed class Poll
{
    private const short In = 1, Out = 4;
    private const int Interrupted = 4;
    private Ready[] _waiting = new Ready[64];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Add(int handle, bool sends)
    {
        if (Count == _waiting.Length)
            Array.Resize(ref _waiting, Count * 2);
        _waiting[Count++] = new Ready { Handle = handle, Wanted = sends ? (short)(In | Out) : In };
    }

    public bool IsReady(int index) => _waiting[index].Found != 0;

    /// <summary>Waits; whether any is ready.</summary>
    public bool Wait(long nanoseconds)
    {
        var time = new Time { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        int found = PPoll(_waiting, (nuint)Count, ref time, 0);
        if (found < 0 && Marshal.GetLastPInvokeError() is var error && error != Interrupted)
            throw new Win32Exception(error);
        return found > 0;
    }

    [DllImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int PPoll([In, System.Runtime.InteropServices.Out] Ready[] waiting, nuint count, ref Time time, nint mask);

    [StructLayout(LayoutKind.Sequential)]
    private struct Ready
    {
        public int Handle;
        public short Wanted, Found;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds, Nanoseconds;
    }
}
