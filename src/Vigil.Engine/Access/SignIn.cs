using System.Buffers.Text;
using System.Security.Cryptography;

namespace Vigil.Engine.Access;

/// <summary>Signing in with a password, refreshing, signing out. Every attempt is in the audit log. Thread-safe.</summary>
public sealed class SignIn(
    IUserStore users, IAuditLog audit, TokenKeys keys, TokenCallers callers, AccessOptions options, TimeProvider clock)
{
    // Attempts for one name come one after another, so that many at once cannot get around the lock.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];
    private readonly FailedLogins _failed = new(options);
    private readonly Lazy<string> _nobody = new(() => PasswordHash.Create(PasswordRules.Random(), options.PasswordRounds));

    /// <summary>
    /// Signs a person in. An unknown name, a wrong password and a disabled user look the same and take the same time; so do the locks of
    /// names that exist and names that do not.
    /// </summary>
    public Task<SignInResult> LoginAsync(string name, string password, string address, CancellationToken cancellation)
    {
        name = UserNames.Normalize(name);
        return InTurn(name, () => LoginInTurnAsync(name, password, address), cancellation);
    }

    /// <summary>Whether a person who is signed in knows the password; failures count as those of logins.</summary>
    /// <returns>Whether, and how long it is refused to try.</returns>
    public Task<(bool IsRight, TimeSpan? LockedFor)> KnowsPasswordAsync(
        string user, string password, string address, CancellationToken cancellation) => InTurn(user, async () =>
        {
            var (found, until) = await CheckAsync(user, password, address, "user.password");
            return (found is not null, until == 0 ? (TimeSpan?)null : TimeSpan.FromMicroseconds(until - Now()));
        }, cancellation);

    /// <summary>
    /// Exchanges a refresh token for new tokens. One that was used before means that somebody has a copy: the session ends.
    /// </summary>
    public async ValueTask<SignInResult> RefreshAsync(string text, string address, CancellationToken cancellation)
    {
        long now = Now();
        if (RefreshToken.Parse(text) is not { } token || await users.FindSessionAsync(token.Session, cancellation) is not { } session)
            return SignInResult.Refused;
        var user = await users.FindAsync(session.User, cancellation);
        bool isOver = session.IsRevoked || session.Expires <= now || token.Issued + Microseconds.Of(options.RefreshIdle) <= now;
        if (user is null || user.IsDisabled || isOver)
            return SignInResult.Refused;
        var next = RefreshToken.Create(session.Id, now);
        if (await users.RotateAsync(session.Id, token.Hash(), next.Hash(), cancellation))
            return new SignInResult(Tokens(user, session, next, now));
        await users.RevokeAsync(user.Name, session.Id, CancellationToken.None);
        callers.Forget();
        await NoteAsync(now, user.Name, "session.refresh", user.Name, "reused", address);
        return SignInResult.Refused;
    }

    /// <summary>Ends a session.</summary>
    public async ValueTask LogoutAsync(string user, string session, string address, CancellationToken cancellation)
    {
        await users.RevokeAsync(user, session, cancellation);
        callers.Forget();
        await NoteAsync(Now(), user, "logout", user, "ok", address);
    }

    /// <summary>Ends the session of a refresh token, if it is the valid one.</summary>
    public async ValueTask LogoutAsync(string refresh, string address, CancellationToken cancellation)
    {
        if (RefreshToken.Parse(refresh) is { } token
            && await users.FindSessionAsync(token.Session, cancellation) is { IsRevoked: false } session
            && CryptographicOperations.FixedTimeEquals(token.Hash(), session.TokenHash))
            await LogoutAsync(session.User, session.Id, address, cancellation);
    }

    /// <summary>Begins a session for somebody who has just proved who it is.</summary>
    public async ValueTask<SignedIn> BeginAsync(User user, CancellationToken cancellation)
    {
        long now = Now();
        await users.RemoveExpiredAsync(now, cancellation);
        string id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var refresh = RefreshToken.Create(id, now);
        var session = new Session(id, user.Name, refresh.Hash(), now, now + Microseconds.Of(options.RefreshLifetime), IsRevoked: false);
        await users.AddSessionAsync(session, cancellation);
        return Tokens(user, session, refresh, now);
    }

    // Work that has begun is not cancelled: who hangs up while a password is looked at would escape the count and the audit log.
    private async Task<T> InTurn<T>(string name, Func<Task<T>> work, CancellationToken cancellation)
    {
        var turn = _turns[(uint)name.GetHashCode(StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync(cancellation);
        try
        {
            // Hashing takes a processor for a tenth of a second: away from the threads that answer.
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<(User? User, long LockedUntil)> CheckAsync(string name, string password, string address, string action)
    {
        long now = Now();
        var user = await users.FindAsync(name, CancellationToken.None);
        long until = _failed.LockedUntil(name, address, now);
        if (until > 0 && user is not null && user.LockedUntil <= now)
        {
            // An administrator has taken the lock back.
            _failed.Forget(name);
            until = 0;
        }
        // Of a name that no user has nothing is written down: people type passwords into the wrong field.
        string actor = user?.Name ?? "unknown";
        if (until > 0)
        {
            await NoteAsync(now, actor, action, actor, "locked", address);
            return (null, until);
        }
        bool isRight = PasswordHash.Verify(password, user?.PasswordHash ?? _nobody.Value);
        if (isRight && user is { IsDisabled: false })
            return (user, 0);
        await NoteAsync(now, actor, action, actor, user is null ? "unknown user" : isRight ? "disabled" : "wrong password", address);
        await CountFailureAsync(name, user, address, now);
        return (null, 0);
    }

    private async Task<SignInResult> LoginInTurnAsync(string name, string password, string address)
    {
        var (user, until) = await CheckAsync(name, password, address, "login");
        if (user is null)
            return until == 0 ? SignInResult.Refused : new SignInResult(null, TimeSpan.FromMicroseconds(until - Now()));
        long now = Now();
        var current = await users.ChangeAsync(name, u => u with { FailedLogins = 0, LastLogin = now }, CancellationToken.None);
        if (current is not { IsDisabled: false })
            return SignInResult.Refused;
        _failed.Succeed(name, address);
        var tokens = await BeginAsync(current, CancellationToken.None);
        await NoteAsync(now, current.Name, "login", current.Name, "ok", address);
        return new SignInResult(tokens);
    }

    private async ValueTask CountFailureAsync(string name, User? user, string address, long now)
    {
        long until = _failed.Fail(name, address, now);
        if (user is null)
        {
            // What a failure of a user costs: a write, of what is there already.
            if (await users.ListAsync(CancellationToken.None) is [var any, ..])
                await users.ChangeAsync(any.Name, u => u, CancellationToken.None);
            return;
        }
        await users.ChangeAsync(name, u => u with
        {
            FailedLogins = u.FailedLogins + 1,
            LockedUntil = Math.Max(u.LockedUntil, until),
        }, CancellationToken.None);
    }

    private SignedIn Tokens(User user, Session session, RefreshToken refresh, long now)
    {
        long seconds = now / Microseconds.PerSecond;
        string id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
        var access = new AccessToken(
            user.Name, session.Id, user.Version, user.Roles, id, seconds, seconds + (long)options.AccessLifetime.TotalSeconds);
        long ends = Math.Min(session.Expires, now + Microseconds.Of(options.RefreshIdle));
        return new SignedIn(user, access.Write(keys.Issuing, options), refresh.Text, ends);
    }

    private long Now() => Microseconds.Now(clock);

    private ValueTask NoteAsync(long now, string actor, string action, string target, string outcome, string address) =>
        audit.AppendAsync(new AuditEvent(now, actor, action, target, outcome, address, ""), CancellationToken.None);
}
