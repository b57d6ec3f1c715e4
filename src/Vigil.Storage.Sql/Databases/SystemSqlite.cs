using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Vigil.Storage.Sql.Databases;

/// <summary>Binds SQLite's calls to the library of the operating system, which gets its security fixes from there.</summary>
internal static class SystemSqlite
{
    private const string Library = "libsqlite3.so.0";

    private static readonly Lazy<bool> Bound = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, assembly, path) =>
            name == "e_sqlite3" ? Load(name, assembly, path) : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    });

    /// <summary>Does so once per process.</summary>
    public static void Bind() => _ = Bound.Value;

    private static IntPtr Load(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (NativeLibrary.TryLoad(name, assembly, path, out nint bundled) || NativeLibrary.TryLoad(Library, out bundled))
            return bundled;
        throw new DllNotFoundException($"{Library} was not found. Install it: apt-get install libsqlite3-0");
    }
}
