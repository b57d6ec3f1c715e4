using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>The ports of this slice in memory, as the adapter's conformance tests describe them.</summary>
internal sealed class MemoryAccessStore : IUserStore, IApiKeyStore, ISecretStore, IAuditLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, User> _users = [];
    private readonly Dictionary<string, Session> _sessions = [];
    private readonly Dictionary<string, ApiKey> _keys = [];
    private readonly Dictionary<string, byte[]> _secrets = [];
    private long _delivered;

    /// <summary>How often sessions were asked for.</summary>
    public int SessionReads { get; private set; }

    public List<AuditEvent> Events { get; } = [];

    /// <summary>Runs after each change of a user, as another process could.</summary>
    public Func<Task> AfterChange { get; set; } = () => Task.CompletedTask;

    public ValueTask<bool> AddAsync(User user, CancellationToken cancellation)
    {
        lock (_lock)
            return new(_users.TryAdd(user.Name, user));
    }

    public ValueTask<User?> FindAsync(string name, CancellationToken cancellation)
    {
        lock (_lock)
            return new(_users.GetValueOrDefault(name));
    }

    public ValueTask<IReadOnlyList<User>> ListAsync(CancellationToken cancellation)
    {
        lock (_lock)
            return new([.. _users.Values.OrderBy(u => u.Name, StringComparer.Ordinal)]);
    }

    public async ValueTask<User?> ChangeAsync(string name, Func<User, User> change, CancellationToken cancellation)
    {
        User? changed = null;
        lock (_lock)
            if (_users.TryGetValue(name, out var user))
                changed = _users[name] = change(user);
        await AfterChange();
        return changed;
    }

    public ValueTask<bool> RemoveAsync(string name, CancellationToken cancellation)
    {
        lock (_lock)
            return new(_users.Remove(name));
    }

    public ValueTask AddSessionAsync(Session session, CancellationToken cancellation)
    {
        _sessions.Add(session.Id, session);
        return default;
    }

    public ValueTask<Session?> FindSessionAsync(string id, CancellationToken cancellation)
    {
        SessionReads++;
        return new(_sessions.GetValueOrDefault(id));
    }

    public ValueTask<bool> RotateAsync(string session, byte[] usedHash, byte[] newHash, CancellationToken cancellation)
    {
        if (_sessions.GetValueOrDefault(session) is not { IsRevoked: false } found || !found.TokenHash.AsSpan().SequenceEqual(usedHash))
            return new(false);
        _sessions[session] = found with { TokenHash = newHash };
        return new(true);
    }

    public ValueTask RevokeAsync(string user, string? session, CancellationToken cancellation)
    {
        foreach (var found in _sessions.Values.Where(s => s.User == user && (session is null || s.Id == session)).ToList())
            _sessions[found.Id] = found with { IsRevoked = true };
        return default;
    }

    public ValueTask RemoveExpiredAsync(long before, CancellationToken cancellation) => default;

    public ValueTask<bool> AddAsync(ApiKey key, CancellationToken cancellation) => new(
        !_keys.Values.Any(k => key.CreatedBy == Caller.KeyPrefix + k.Id && k.Revoked != 0) && _keys.TryAdd(key.Id, key));

    ValueTask<ApiKey?> IApiKeyStore.FindAsync(string id, CancellationToken cancellation) => new(_keys.GetValueOrDefault(id));

    ValueTask<IReadOnlyList<ApiKey>> IApiKeyStore.ListAsync(CancellationToken cancellation) => new([.. _keys.Values]);

    public ValueTask<IReadOnlyList<string>?> RevokeAsync(string id, long time, CancellationToken cancellation) => new(Revoke(id, time));

    public ValueTask TouchAsync(string id, long time, CancellationToken cancellation)
    {
        _keys[id] = _keys[id] with { LastUsed = time };
        return default;
    }

    ValueTask<byte[]?> ISecretStore.FindAsync(string name, CancellationToken cancellation) => new(_secrets.GetValueOrDefault(name));

    public ValueTask<byte[]> FindOrAddAsync(string name, byte[] value, CancellationToken cancellation) =>
        new(_secrets.TryAdd(name, value) ? value : _secrets[name]);

    public ValueTask AppendAsync(AuditEvent e, CancellationToken cancellation)
    {
        Events.Add(e);
        return default;
    }

    ValueTask<IReadOnlyList<AuditEntry>> IAuditLog.ListAsync(
        AuditFilter filter, long? cursor, int limit, CancellationToken cancellation) => new([]);

    public ValueTask<long> LastSequenceAsync(CancellationToken cancellation) => new(Events.Count);

    public ValueTask<IReadOnlyList<AuditEntry>> AfterAsync(long sequence, int limit, CancellationToken cancellation) => new([]);

    public ValueTask<long> DeliveredAsync(CancellationToken cancellation) => new(_delivered);

    public ValueTask DeliverAsync(long sequence, CancellationToken cancellation)
    {
        _delivered = sequence;
        return default;
    }

    public ValueTask<AuditVerdict> VerifyAsync(CancellationToken cancellation) => new(new AuditVerdict(Events.Count, null, ""));

    private IReadOnlyList<string>? Revoke(string id, long time)
    {
        if (!_keys.TryGetValue(id, out var key))
            return null;
        var made = _keys.Values.Where(k => k.CreatedBy == Caller.KeyPrefix + id).Select(k => k.Id).ToList();
        _keys[id] = key with { Revoked = key.Revoked == 0 ? time : key.Revoked };
        return [.. key.Revoked == 0 ? [id] : (string[])[], .. made.SelectMany(child => Revoke(child, time)!)];
    }
}
