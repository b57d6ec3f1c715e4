using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Vigil.Cli.Inputs;

/// <summary>Options that are numbers: what cannot be read, or is outside the range, is an error that says what was expected.</summary>
internal static class NumberOption
{
    /// <summary>An option with a default.</summary>
    public static Option<T> Of<T>(string name, string description, T value, T from, T to)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => value,
            CustomParser = result => Parse<T>(result, name, n => n >= from && n <= to, Range(from, to)) ?? value,
        };

    /// <summary>An option that may be left out.</summary>
    public static Option<T?> Of<T>(string name, string description, T from, T to)
        where T : struct, INumber<T> => Of<T>(name, description, n => n >= from && n <= to, Range(from, to));

    /// <summary>An option that may be left out, with a range of its own.</summary>
    public static Option<T?> Of<T>(string name, string description, Func<T, bool> isValid, string expected)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => Parse(result, name, isValid, expected),
        };

    /// <summary>The option, with another name for it.</summary>
    public static Option<T> Alias<T>(this Option<T> option, string alias)
    {
        option.Aliases.Add(alias);
        return option;
    }

    private static T? Parse<T>(ArgumentResult result, string name, Func<T, bool> isValid, string expected)
        where T : struct, INumber<T>
    {
        string text = result.Tokens[0].Value;
        var style = IsWhole<T>() ? NumberStyles.AllowLeadingSign : NumberStyles.Float;
        if (T.TryParse(text, style, CultureInfo.InvariantCulture, out T number) && isValid(number))
            return number;
        result.AddError($"{name}: found '{text}'; expected {expected}");
        return null;
    }

    private static string Range<T>(T from, T to)
        where T : struct, INumber<T> => IsWhole<T>()
            ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {from:#,0} to {to:#,0}")
            : string.Create(CultureInfo.InvariantCulture, $"a number from {from} to {to}");

    private static bool IsWhole<T>() => typeof(T) != typeof(double);
}
