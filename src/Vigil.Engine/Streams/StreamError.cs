using System.Globalization;

namespace Vigil.Engine.Streams;

/// <summary>Where something stands in a stream file.</summary>
/// <param name="File">The file's name as the user gave it; empty when the fault is in no file.</param>
/// <param name="Line">From 1; 0 when unknown.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
/// <param name="Path">The keys that lead there: <c>features[2].windows[0]</c>.</param>
public readonly record struct Place(string File, int Line, int Column, string Path)
{
    /// <summary>No place in any file.</summary>
    public static Place None { get; } = new("", 0, 0, "");
}

/// <summary>A value together with the place where the user wrote it.</summary>
public readonly record struct Placed<T>(T Value, Place Place);

/// <summary>One fault of a stream file. All faults are reported at once.</summary>
/// <param name="File">The file's name as the user gave it; empty when the fault is in no file.</param>
/// <param name="Line">From 1; 0 when unknown.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
/// <param name="Path">The keys that lead to the fault: <c>features[2].windows[0]</c>; empty for the file as a whole.</param>
/// <param name="Found">What was there.</param>
/// <param name="Expected">What would have been accepted, in words.</param>
public sealed record StreamError(string File, int Line, int Column, string Path, string Found, string Expected)
{
    /// <summary>A fault at a place.</summary>
    public StreamError(Place place, string found, string expected)
        : this(place.File, place.Line, place.Column, place.Path, found, expected)
    {
    }

    /// <summary><c>file:line:column: path: found …; expected …</c>, parts that are unknown left out.</summary>
    public override string ToString()
    {
        string where = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: ") : File.Length > 0 ? File + ": "
            : "";
        string path = Path.Length > 0 ? Path + ": " : "";
        return $"{where}{path}found {Found}; expected {Expected}";
    }
}
