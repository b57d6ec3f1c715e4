using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Transactions;
using Vigil.Server.Errors;
using FieldError = Vigil.Server.Errors.FieldError;

namespace Vigil.Server.Http;

/// <summary>Reads the query of a request; what is wrong with it is collected. Names that mean nothing are errors.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    /// <summary>The most items of a page, and how many without a word.</summary>
    public const int MostItems = 1000, UsualItems = 50;

    private const int Longest = 1000;
    private readonly List<FieldError> _errors = [];
    private readonly HashSet<string> _known = [];

    /// <summary>The error to answer with, or null. To be asked after everything was read.</summary>
    public Problem? Problem()
    {
        foreach (string name in query.Keys)
            if (!_known.Contains(name))
                Fail(FieldText.Show(Encoding.UTF8.GetBytes(name), 100), "a parameter that means nothing here",
                    string.Join(", ", _known.Order(StringComparer.Ordinal)));
        return _errors.Count == 0 ? null : Errors.Problem.Invalid(_errors);
    }

    /// <summary>Notes an error.</summary>
    public void Fail(string name, string found, string expected) => _errors.Add(new FieldError(name, found, expected));

    /// <summary>A text, or null without one.</summary>
    public string? Text(string name)
    {
        _known.Add(name);
        var values = query[name];
        if (values.Count == 0 || values is [""])
            return null;
        if (values.Count == 1 && values[0]!.Length <= Longest)
            return values[0];
        Fail(name, values.Count == 1 ? $"{values[0]!.Length} characters" : $"{values.Count} values",
            $"one value of at most {Longest} characters");
        return null;
    }

    /// <summary>True or false; false without a word.</summary>
    public bool Flag(string name)
    {
        if (Text(name) is not { } text)
            return false;
        if (text is not ("true" or "1" or "false" or "0"))
            Fail(name, Show(text), "true or false");
        return text is "true" or "1";
    }

    /// <summary>A whole number, or null without one.</summary>
    public long? Integer(string name, long least = 0, long most = long.MaxValue)
    {
        if (Text(name) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            && value >= least && value <= most)
            return value;
        Fail(name, Show(text), string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>A number, or null without one.</summary>
    public double? Number(string name, double least = -NumberParser.Limit, double most = NumberParser.Limit)
    {
        if (Text(name) is not { } text)
            return null;
        if (NumberParser.TryParse(Encoding.UTF8.GetBytes(text), out double value) && value >= least && value <= most)
            return value;
        Fail(name, Show(text), string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
        return null;
    }

    /// <summary>How many items are wanted.</summary>
    public int Limit(int usual = UsualItems) => (int)(Integer("limit", 1, MostItems) ?? usual);

    /// <summary>A time or a date in ISO 8601 as microseconds since 1970-01-01T00:00:00Z, or null without one.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="includesDay">Whether a date stands for its end rather than its beginning.</param>
    public long? Time(string name, bool includesDay = false)
    {
        if (Text(name) is not { } text)
            return null;
        var parser = new TimeParser();
        if (!parser.TryParse(Encoding.UTF8.GetBytes(text), out long time))
        {
            Fail(name, Show(text), parser.Expected);
            return null;
        }
        return includesDay && text.Length == "2026-11-21".Length ? time + CivilTime.MicrosPerDay : time;
    }

    /// <summary>Words separated by commas.</summary>
    public IReadOnlyList<T> Words<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return [];
        string[] names = [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())];
        var found = new List<T>();
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (Array.IndexOf(names, word.ToLowerInvariant()) is >= 0 and var at)
                found.Add(Enum.GetValues<T>()[at]);
            else
                Fail(name, Show(word), "any of " + string.Join(", ", names) + ", separated by commas");
        return found;
    }

    /// <summary>One of some words, the first of them without a word.</summary>
    public string Choice(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name) is not { } text)
            return words[0];
        if (words.Contains(text))
            return text;
        Fail(name, Show(text), "one of " + string.Join(", ", words.ToArray().Where(w => w.Length > 0)));
        return words[0];
    }

    private static string Show(string text) => FieldText.Show(Encoding.UTF8.GetBytes(text));
}
