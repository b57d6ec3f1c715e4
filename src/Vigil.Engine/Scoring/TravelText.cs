namespace Vigil.Engine.Scoring;

/// <summary>Distances and speeds as a journey from one place to the next.</summary>
internal static class TravelText
{
    // An aeroplane needs a minute for twenty kilometres; nearer places are reached by their coordinates' inaccuracy.
    private const double Near = 50, Fast = 250, Impossible = 1000;
    private const double MicrosecondsPerSecond = 1e6, SecondsPerHour = 3600, LeastHours = 1.0 / 60;

    /// <summary>The journey to <paramref name="name"/> (empty where it has none), which took that long.</summary>
    /// <param name="owner">Whose: this customer's.</param>
    /// <param name="name">The place now.</param>
    /// <param name="time">The time now, in microseconds.</param>
    /// <param name="from">The place before.</param>
    public static string Journey(string owner, string name, long time, PreviousPlace from)
    {
        double seconds = Math.Abs(time - from.Time) / MicrosecondsPerSecond;
        string after = time == from.Time ? "at the same time as"
            : $"{FigureText.Elapsed(seconds)} {(time > from.Time ? "after" : "before")}";
        if (from.Kilometres < 1)
            return $"at the place of {owner} previous transaction, {after} it";
        string kind = Kind(from.Kilometres, from.Kilometres / Math.Max(seconds / SecondsPerHour, LeastHours));
        string distance = FigureText.Kilometres(from.Kilometres);
        return name.Length > 0 && from.Name.Length > 0 && name != from.Name
            ? $"{kind}{name}, {after} {from.Name} ({distance})"
            : $"{kind}{distance} from {owner} previous location, {after} it";
    }

    /// <summary>A distance alone.</summary>
    public static string Distance(string owner, double kilometres) =>
        $"{FigureText.Kilometres(kilometres)} from {owner} previous location";

    /// <summary>A speed alone.</summary>
    public static string Speed(string owner, double speed) =>
        $"{Kind(double.PositiveInfinity, speed)}{FigureText.Speed(speed)} since {owner} previous location";

    private static string Kind(double kilometres, double speed)
    {
        if (kilometres < Near)
            return "";
        return speed > Impossible ? "impossible travel: " : speed > Fast ? "fast travel: " : "";
    }
}
