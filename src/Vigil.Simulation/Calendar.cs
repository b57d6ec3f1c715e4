namespace Vigil.Simulation;

/// <summary>One simulated day and what it does to everybody's spending.</summary>
internal readonly struct Calendar
{
    public const long MicrosecondsPerDay = 86_400_000_000;
    public const long MicrosecondsPerHour = 3_600_000_000;
    private readonly DateOnly _date;

    /// <param name="first">The day on which the run starts.</param>
    /// <param name="day">Days since then; negative for the time before, from which fraud may reach into the run.</param>
    public Calendar(DateOnly first, int day)
    {
        Day = day;
        _date = first.AddDays(day);
        Start = (_date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * MicrosecondsPerDay;
    }

    /// <summary>Days since the run's first day.</summary>
    public int Day { get; }

    /// <summary>Its first microsecond since 1970, UTC.</summary>
    public long Start { get; }

    /// <summary>The first microsecond of the next day.</summary>
    public long End => Start + MicrosecondsPerDay;

    public int DayOfMonth => _date.Day;

    public bool IsWeekend => _date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>December rises, January and February recover; the mean over a year is about 1.</summary>
    public double Season => _date.Month switch
    {
        12 => _date.Day < 25 ? 1.25 + 0.015 * _date.Day : 1.1,
        11 => _date.Day > 20 ? 1.2 : 1,
        1 or 2 => 0.9,
        7 or 8 => 0.98,
        _ => 0.97,
    };
}
