namespace Vigil.Cli.Tests.Robustness;

/// <summary>Commands that run a program where a folder is another file system, seen by that program only and gone with it.</summary>
internal static class MountedFolder
{
    private const string Unshare = "/usr/bin/unshare";

    /// <summary>The folder is a file system of so many KiB with a copy of another folder in it, and a ballast of so many KiB.</summary>
    public static string[] Small(string folder, string copied, int size, int ballast) => Run(folder, copied,
        $"mount -t tmpfs -o mode=700,size={size}k tmpfs \"$0\" && cp -a \"$1/.\" \"$0\""
            + $" && head -c {ballast * 1024} /dev/zero > \"$0/ballast\"");

    /// <summary>The folder can be read only.</summary>
    public static string[] ReadOnly(string folder) =>
        Run(folder, folder, "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\"");

    /// <summary>The folder as a process sees it.</summary>
    public static string Seen(int process, string folder) => $"/proc/{process}/root{folder}";

    private static string[] Run(string folder, string argument, string mount)
    {
        string[] own = Environment.IsPrivilegedProcess ? [Unshare, "--mount"] : [Unshare, "--map-root-user", "--mount"];
        string[] command = [.. own, "/bin/sh", "-c", mount + " && shift && exec \"$@\"", folder, argument];
        if (!Works([.. command, "/bin/true"]) && !(Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") == "true"))
            Assert.Skip("This machine does not let the tests mount a file system of their own: run them as root.");
        return command;
    }

    private static bool Works(string[] command)
    {
        if (!File.Exists(Unshare))
            return false;
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
