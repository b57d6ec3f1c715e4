using System.CommandLine;
using System.Globalization;
using System.Text;
using Vigil.Engine.Access;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Inputs;

/// <summary>What verbs about users and keys are told, checked.</summary>
internal static class AccessInputs
{
    /// <summary>An option for several names, each also in an option of its own.</summary>
    public static Option<string[]> Names(string name, string description, IReadOnlyList<string> all) => new(name)
    {
        Description = $"{description}: {string.Join(", ", all)}",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
        Required = true,
    };

    /// <summary>Roles by their names.</summary>
    public static Roles Roles(string[] names) => Parse(names, AccessNames.ParseRole, "role", AccessNames.AllRoles)
        .Aggregate(Engine.Access.Roles.None, (all, role) => all | role);

    /// <summary>Scopes by their names.</summary>
    public static Permissions Scopes(string[] names) => Parse(names, AccessNames.ParseScope, "scope", AccessNames.AllScopes)
        .Aggregate(Permissions.None, (all, scope) => all | scope);

    /// <summary>A time from now such as <c>90d</c> or <c>12h</c>, or a time; 0 for none.</summary>
    public static long Expiry(string? text, long now)
    {
        if (text is null)
            return 0;
        var parser = new TimeParser();
        if (!parser.TryParse(Encoding.UTF8.GetBytes(text), out long time))
            time = now + Microseconds.Of(Span(text) ?? TimeSpan.Zero);
        return time > now ? time
            : throw new BadInputException(ExitCode.BadInput, $"--expires: found '{text}'; expected 90d, 12h or a time to come");
    }

    /// <summary>A user's name as it is stored.</summary>
    public static string User(string name)
    {
        string stored = UserNames.Normalize(name);
        return UserNames.IsValid(stored) ? stored
            : throw new BadInputException(ExitCode.BadInput, $"'{name}' cannot be a user name; expected {UserNames.Expected}");
    }

    /// <summary>The password on standard input, or null when none is to be read.</summary>
    public static string? Password(string user, bool isOnStandardInput)
    {
        if (!isOnStandardInput)
            return null;
        string read = Console.In.ReadLine() ?? "";
        return PasswordRules.Problem(user, read) is not { } fault ? read
            : throw new BadInputException(ExitCode.BadInput,
                $"the password on standard input has {fault.Found}; expected {fault.Expected}");
    }

    private static TimeSpan? Span(string text) =>
        int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? text[^1] switch
            {
                'd' when count <= 36_500 => TimeSpan.FromDays(count),
                'h' => TimeSpan.FromHours(count),
                _ => null,
            }
            : null;

    private static List<T> Parse<T>(string[] names, Func<string, T?> parse, string what, IReadOnlyList<string> all)
        where T : struct
    {
        string[] wrong = [.. names.Where(n => parse(n) is null)];
        return wrong.Length == 0 ? [.. names.Select(n => parse(n)!.Value)]
            : throw new BadInputException(ExitCode.BadInput,
                wrong.Select(n => $"'{n}' is no {what}; expected one of {string.Join(", ", all)}"));
    }
}
