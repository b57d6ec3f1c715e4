using System.Diagnostics.CodeAnalysis;

namespace Vigil.Engine.Streams.Yaml;

/// <summary>A piece of a YAML document and its place.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>The piece as an error message shows it.</summary>
    public abstract string Describe();
}

/// <summary>A single value.</summary>
/// <param name="Text">The value as read; quotes and escapes resolved.</param>
/// <param name="IsPlain">Whether it stood without quotes.</param>
/// <param name="Place">Where it starts.</param>
internal sealed record YamlScalar(string Text, bool IsPlain, Place Place) : YamlNode(Place)
{
    /// <summary>Whether nothing stands there.</summary>
    public bool IsEmpty => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override string Describe()
    {
        if (IsEmpty)
            return "nothing";
        string text = Text.Length <= 60 ? Text : Text[..60] + "…";
        return IsPlain ? $"'{text}'" : $"the text \"{text}\"";
    }
}

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items, Place Place) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string Describe() => "a list";
}

/// <summary>Keys with values, in the order of the file.</summary>
internal sealed record YamlMap(IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries, Place Place) : YamlNode(Place)
{
    /// <summary>The value of a key.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out YamlNode? value)
    {
        value = Entries.FirstOrDefault(e => e.Key.Text == key).Value;
        return value is not null;
    }

    /// <inheritdoc/>
    public override string Describe() => "keys with values";
}
