using System.Globalization;

namespace Vigil.Bench;

/// <summary>The options of a benchmark: <c>--name number</c>.</summary>
internal sealed class Options(ReadOnlySpan<string> arguments)
{
    private readonly Dictionary<string, string> _values = Read(arguments);

    /// <summary>A number, or what holds without it.</summary>
    public double Number(string name, double otherwise) =>
        _values.Remove(name, out string? text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Stops at options that no benchmark asked for.</summary>
    public void Finish()
    {
        if (_values.Count > 0)
            throw new ArgumentException($"There is no option --{_values.Keys.First()}.");
    }

    private static Dictionary<string, string> Read(ReadOnlySpan<string> arguments)
    {
        var values = new Dictionary<string, string>();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Length)
                throw new ArgumentException($"Found '{arguments[i]}'; expected --name and a number.");
            values[arguments[i][2..]] = arguments[i + 1];
        }
        return values;
    }
}
