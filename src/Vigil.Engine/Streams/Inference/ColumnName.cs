namespace Vigil.Engine.Streams.Inference;

/// <summary>A column's name as words: <c>IP Address</c>, <c>TransactionAmount</c>, <c>cc_num</c> and <c>customerid</c> all come
/// apart.</summary>
internal sealed class ColumnName
{
    private const int MostWords = 16;
    private const string Accented = "äàáâãåāăąçćčďđèéêëēėęěğìíîïīįıķĺļľłñńņňòóôõöøōőŕřśşšșťţțùúûüūůűųýÿźżž"
        + "ÄÀÁÂÃÅĄÇĆČĎÈÉÊËĘĚĞÌÍÎÏİŁÑŃÒÓÔÕÖØŐŘŚŞŠŤÙÚÛÜŮŰÝŹŻŽ";
    private const string Unaccented = "aaaaaaaaacccddeeeeeeeegiiiiiiikllllnnnnoooooooorrsssstttuuuuuuuuyyzzz"
        + "AAAAAAACCCDEEEEEEGIIIIILNNOOOOOOORSSSTUUUUUUYZZZ";

    /// <summary>Takes a name apart.</summary>
    public ColumnName(string name)
    {
        Words = [.. Split(Plain(name)).SelectMany(Unglue).Take(MostWords)];
        Joined = string.Concat(Words);
    }

    /// <summary>Lower-case words.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>A text without accents: <c>Währung</c> is <c>Wahrung</c>.</summary>
    public static string Plain(string text) =>
        text.All(char.IsAscii) ? text : string.Concat(text.Where(c => c is < '\u0300' or > '\u036F').Select(Plain));

    // The runtime has no Unicode tables for this: the program runs without a culture.
    private static string Plain(char letter) => letter switch
    {
        'ß' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        _ => Accented.IndexOf(letter) is >= 0 and var index ? Unaccented[index..(index + 1)] : letter.ToString(),
    };

    /// <summary>All words without separators.</summary>
    public string Joined { get; }

    /// <summary>Where a phrase of one or more words starts, or −1.</summary>
    public int IndexOf(IReadOnlyList<string> phrase)
    {
        for (int start = 0; start + phrase.Count <= Words.Count; start++)
            if (phrase.Select((word, i) => Words[start + i] == word).All(same => same))
                return start;
        return -1;
    }

    private static IEnumerable<string> Split(string name)
    {
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool isEnd = i == name.Length || !char.IsLetterOrDigit(name[i]);
            if ((isEnd || IsWordStart(name, i)) && i > start)
                yield return name[start..i].ToLowerInvariant();
            if (isEnd)
                start = i + 1;
            else if (IsWordStart(name, i))
                start = i;
        }
    }

    private static bool IsWordStart(string name, int i)
    {
        if (i == 0)
            return false;
        char before = name[i - 1], here = name[i];
        bool isHump = char.IsUpper(here)
            && (char.IsLower(before) || (char.IsUpper(before) && i + 1 < name.Length && char.IsLower(name[i + 1])));
        return isHump || char.IsDigit(here) != char.IsDigit(before);
    }

    private static IEnumerable<string> Unglue(string word)
    {
        if (!word.All(char.IsAscii))
            return ForeignWords.Translate(word);
        if (RoleVocabulary.IsKnown(word))
            return [word];
        for (int cut = 2; cut <= word.Length - 2; cut++)
            if (RoleVocabulary.IsKnown(word[..cut]) && RoleVocabulary.IsKnown(word[cut..]))
                return [word[..cut], word[cut..]];
        return [word];
    }
}
