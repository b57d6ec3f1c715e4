namespace Vigil.Tidy.Tests.Checkout;

/// <summary>How a rule's findings are asserted.</summary>
internal static class Violations
{
    /// <summary>Fails with one line per finding.</summary>
    public static void ShouldBeNone(this IEnumerable<string> found)
    {
        string[] all = [.. found];
        if (all.Length > 0)
            Assert.Fail($"{all.Length} to mend:\n" + string.Join('\n', all));
    }

    /// <summary>The rule reports the planted file, once and by its path.</summary>
    public static void ShouldReport(this IEnumerable<string> found, string path) => found.ShouldHaveSingleItem().ShouldStartWith(path);
}
