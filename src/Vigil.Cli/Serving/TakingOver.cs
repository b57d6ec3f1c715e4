using System.Globalization;

namespace Vigil.Cli.Serving;

/// <summary>Says how far the journal of an earlier version is taken over: when it begins, now and then, and when it is done.</summary>
internal sealed class TakingOver(Terminal terminal, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private long _told;

    /// <summary>Takes the entries that were written, and how many there are.</summary>
    public void Tell(long entries, long of)
    {
        if (entries == 0)
            terminal.Note(Text($"Taking over the journal of an earlier version: {of:#,0} entries…"));
        else if (entries == of)
            terminal.Note(Text($"Took over {of:#,0} entries of the journal."));
        else if (time.GetElapsedTime(_told) < Pause)
            return;
        else
            terminal.Note(Text($"Took over {entries:#,0} of {of:#,0} entries of the journal ({100.0 * entries / of:0} %)…"));
        _told = time.GetTimestamp();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
