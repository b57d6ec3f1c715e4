using System.Security.Cryptography;
using Vigil.Engine.State;

namespace Vigil.Engine.Tests.State;

/// <summary>Parts of a state, through a file and back.</summary>
internal static class SavedParts
{
    /// <summary>Fills the second parts, which are empty, with what the first ones are.</summary>
    public static void Move(IEnumerable<StatePart> from, IEnumerable<StatePart> to)
    {
        byte[] file = File(from);
        Load(file, to);
    }

    /// <summary>The bytes of a state file.</summary>
    public static byte[] File(IEnumerable<StatePart> parts)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var image = Image(parts);
            StateFile.Save(path, image);
            return System.IO.File.ReadAllBytes(path);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    public static void Load(byte[] file, IEnumerable<StatePart> parts)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            System.IO.File.WriteAllBytes(path, file);
            StateFile.Load(path, [.. parts]);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    /// <summary>A hash of everything in them.</summary>
    public static string Hash(IEnumerable<StatePart> parts)
    {
        using var image = Image(parts);
        using var pages = new MemoryStream();
        byte[] manifest = image.Write(new SegmentWriter(1, pages)).Encode().ToArray();
        return Convert.ToHexString(SHA256.HashData([.. pages.ToArray(), .. manifest]));
    }

    public static StateImage Image(IEnumerable<StatePart> parts) =>
        new(new StateHead(1, 2, [new StreamHead("s", "m", "", 0, false)]), null, parts);
}
