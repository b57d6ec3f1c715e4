using System.Text;

namespace Vigil.Tidy.Tests.Code;

/// <summary>C# source apart: its code with comments and literals blanked out (same length, same lines), and its comments.</summary>
internal sealed class CSharpText
{
    private readonly string _text;
    private readonly StringBuilder _code;
    private int _at;

    private CSharpText(string text)
    {
        _text = text;
        _code = new StringBuilder(text);
        while (_at < text.Length)
            Step();
    }

    /// <summary>The code alone.</summary>
    public string Code => _code.ToString();

    /// <summary>Line number (from 1) and text of each comment.</summary>
    public List<(int Line, string Text)> Comments { get; } = [];

    /// <summary>Takes a file's text apart.</summary>
    public static CSharpText Parse(string text) => new(text);

    /// <summary>The line, from 1, of a position.</summary>
    public static int LineOf(string text, int position) => text.AsSpan(0, position).Count('\n') + 1;

    private char At(int offset) => _at + offset < _text.Length ? _text[_at + offset] : '\0';

    private int Run(char c)
    {
        int length = 0;
        while (At(length) == c)
            length++;
        return length;
    }

    private void Step()
    {
        if (At(0) == '/' && At(1) == '/')
            Comment(Math.Max(_text.IndexOf('\n', _at), -1) is var end and >= 0 ? end : _text.Length);
        else if (At(0) == '/' && At(1) == '*')
            Comment(_text.IndexOf("*/", _at + 2, StringComparison.Ordinal) is var end and >= 0 ? end + 2 : _text.Length);
        else if (At(0) == '\'')
            Character();
        else if (At(0) is '"' or '$' or '@' && Prefix() is var prefix and >= 0)
            Literal(prefix);
        else
            _at++;
    }

    /// <summary>How many $ and @ stand before a quotation mark here, or −1 when this is no literal.</summary>
    private int Prefix()
    {
        int length = 0;
        while (At(length) is '$' or '@')
            length++;
        return At(length) == '"' ? length : -1;
    }

    private void Comment(int end)
    {
        Comments.Add((LineOf(_text, _at), _text[_at..end]));
        Blank(end - _at);
    }

    private void Character()
    {
        int end = At(1) == '\\' ? _text.IndexOf('\'', _at + 3) : _text.IndexOf('\'', _at + 2);
        Blank(end < 0 ? 1 : end + 1 - _at);
    }

    private void Literal(int prefix)
    {
        string marks = _text.Substring(_at, prefix);
        int dollars = marks.Count(c => c == '$');
        bool isVerbatim = marks.Contains('@', StringComparison.Ordinal);
        Blank(prefix);
        int quotes = Run('"');
        bool isRaw = quotes >= 3 && !isVerbatim;
        Blank(isRaw ? quotes : 1);
        while (_at < _text.Length)
        {
            if (isRaw ? Run('"') >= quotes : At(0) == '"' && !(isVerbatim && At(1) == '"'))
            {
                Blank(isRaw ? quotes : 1);
                return;
            }
            if (dollars > 0 && Run('{') is var braces and > 0)
                Hole(braces, isRaw ? dollars : 1, isRaw);
            else
                Blank(!isRaw && (At(0) == '"' || (At(0) == '\\' && !isVerbatim)) ? 2 : 1);
        }
    }

    /// <summary>An interpolation: its code stays, with the literals inside blanked.</summary>
    private void Hole(int braces, int opening, bool isRaw)
    {
        Blank(braces);
        if (isRaw ? braces < opening : braces % 2 == 0)
            return;
        for (int depth = 1; _at < _text.Length;)
        {
            depth += At(0) switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                break;
            Step();
        }
        Blank(Math.Min(opening, Run('}')));
    }

    private void Blank(int length)
    {
        for (int end = Math.Min(_at + length, _text.Length); _at < end; _at++)
            if (_text[_at] != '\n')
                _code[_at] = ' ';
    }
}
