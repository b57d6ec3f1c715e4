namespace Vigil.Engine.Features;

/// <summary>Whether events come faster than they did.</summary>
internal static class PaceChange
{
    /// <summary>Below so many standard deviations a surge is as good as none: people do not pay at random times.</summary>
    public const double Ordinary = 3;

    /// <summary>
    /// The signed root of the deviance of two Poisson rates: 0 at equal pace, above it where the window's is higher, in standard
    /// deviations. What is known for less time than the window lasts hardly says anything, and nothing known says nothing. O(1).
    /// </summary>
    /// <param name="inside">Events in the window beside the one that is judged.</param>
    /// <param name="before">Events before the window, beside the first one, from which time is measured.</param>
    /// <param name="length">The window's length.</param>
    /// <param name="known">Time from the entity's first event to the window's beginning; not above 0 when there is none.</param>
    public static double Of(long inside, long before, double length, double known)
    {
        double all = inside + before;
        if (all <= 0 || known <= 0)
            return 0;
        double expected = all * length / (length + known), rest = all - expected;
        double deviance = 2 * (Part(inside, expected) + Part(before, rest));
        return Math.Sqrt(Math.Max(0, deviance)) * Math.Sign(inside - expected);
    }

    private static double Part(long count, double expected) => count == 0 ? 0 : count * Math.Log(count / expected);
}
