using Vigil.Engine.Access;
using Vigil.Server.Errors;

namespace Vigil.Server.Access;

/// <summary>Reads what requests say about users and keys; what is wrong is added to the errors.</summary>
internal static class AccessInput
{
    public static Roles Roles(string?[]? names, List<FieldError> errors) =>
        names is { Length: > 0 } ? Parse(names, "roles", AccessNames.ParseRole, AccessNames.AllRoles, errors)
            .Aggregate(Engine.Access.Roles.None, (all, role) => all | role)
        : Missing(errors, "roles", AccessNames.AllRoles, Engine.Access.Roles.None);

    public static Permissions Scopes(string?[]? names, List<FieldError> errors) =>
        names is { Length: > 0 } ? Parse(names, "scopes", AccessNames.ParseScope, AccessNames.AllScopes, errors)
            .Aggregate(Permissions.None, (all, scope) => all | scope)
        : Missing(errors, "scopes", AccessNames.AllScopes, Permissions.None);

    public static void Password(string user, string? password, List<FieldError> errors)
    {
        if (password is not null && PasswordRules.Problem(user, password) is { } fault)
            errors.Add(new FieldError("password", fault.Found, fault.Expected));
    }

    private static T Missing<T>(List<FieldError> errors, string field, IReadOnlyList<string> all, T none)
    {
        errors.Add(new FieldError(field, "nothing", "at least one of " + string.Join(", ", all)));
        return none;
    }

    private static List<T> Parse<T>(
        string?[] names, string field, Func<string, T?> parse, IReadOnlyList<string> all, List<FieldError> errors)
        where T : struct
    {
        var found = new List<T>();
        foreach (var (at, name) in names.Index())
            if (name is not null && parse(name) is { } value)
                found.Add(value);
            else
                errors.Add(new FieldError($"{field}[{at}]", Shown(name), "one of " + string.Join(", ", all)));
        return found;
    }

    private static string Shown(string? text) => text is null ? "null" : text.Length <= 50 ? $"'{text}'" : $"'{text[..50]}…'";
}
