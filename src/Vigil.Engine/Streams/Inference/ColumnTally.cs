using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>What all values of a column show: how many are numbers, and how many each time format reads.</summary>
internal sealed class ColumnTally
{
    private const int MostUnread = 200;
    private readonly List<string> _unread = [];
    private List<TimeCandidate> _times;

    public ColumnTally(IEnumerable<string?> timeFormats) => _times = [.. timeFormats.Select(f => new TimeCandidate(f))];

    /// <summary>How its values read as numbers.</summary>
    public NumberTally Numbers { get; private set; } = new();

    /// <summary>Values that some time format reads, by format.</summary>
    public IEnumerable<(string? Format, long Reads)> Times => _times.Select(t => (t.Format, t.Reads));

    /// <summary>Counts one value.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return;
        Numbers.Add(utf8);
        bool isRead = _times.Count == 0;
        foreach (var time in _times)
            isRead |= time.Count(utf8);
        if (!isRead && _unread.Count < MostUnread && !MissingText.Is(utf8))
            _unread.Add(Encoding.UTF8.GetString(utf8));
    }

    /// <summary>Begins again with the formats that read what none did so far.</summary>
    /// <returns>Whether there are any, so that the values have to be counted again.</returns>
    public bool Extend()
    {
        if (_unread.Count == 0)
            return false;
        var formats = TimeParser.Candidates(_unread, share: 0.5).Except(_times.Select(t => t.Format)).ToArray();
        _unread.Clear();
        if (formats.Length == 0)
            return false;
        _times = [.. _times.Select(t => t.Format).Concat(formats).Select(f => new TimeCandidate(f))];
        Numbers = new NumberTally();
        return true;
    }

    private sealed class TimeCandidate(string? format)
    {
        private readonly TimeParser _parser = new(format);

        public string? Format => format;

        public long Reads { get; private set; }

        public bool Count(ReadOnlySpan<byte> utf8)
        {
            bool isRead = _parser.TryParse(utf8, out _);
            Reads += isRead ? 1 : 0;
            return isRead;
        }
    }
}
