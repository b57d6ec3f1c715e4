using System.Globalization;
using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Files.Rows;

/// <summary>Makes column names of a header's fields.</summary>
internal static class CsvNames
{
    /// <summary>One name per field: on one line, numbered where there is none, and told apart where one stands twice.</summary>
    internal static string[] Of(byte[][] fields, out List<string> notes)
    {
        string[] names = [.. fields.Select(Name)];
        notes = [];
        var taken = names.ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            if (seen.Add(name))
                continue;
            int number = 2;
            while (!taken.Add(names[i] = string.Create(CultureInfo.InvariantCulture, $"{name} ({number})")))
                number++;
            notes.Add($"the header names '{name}' more than once; column {i + 1} is called '{names[i]}'");
        }
        return names;
    }

    private static string Name(byte[] field, int index)
    {
        string text = FieldText.Show(field, escapeControls: false);
        var name = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            bool isSpace = char.IsWhiteSpace(c);
            if (!isSpace)
                name.Append(char.IsControl(c) ? FieldText.Show([(byte)c]) : c);
            else if (name.Length > 0 && name[^1] != ' ')
                name.Append(' ');
        }
        string trimmed = name.ToString().TrimEnd();
        return trimmed.Length > 0 ? trimmed : "column" + (index + 1).ToString(CultureInfo.InvariantCulture);
    }
}
