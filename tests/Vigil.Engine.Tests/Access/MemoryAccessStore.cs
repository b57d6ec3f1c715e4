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

    /// <summary>How often sessions were asked for.</summary>
    public int SessionReads { get; private set; }

    public List<AuditEvent> Events { get; } = [];

    /// <summary>Runs after each change of a user, as another process could.</summary>
    public Action AfterChange { get; set; } = () => { };

    public bool Add(User user)
    {
        lock (_lock)
            return _users.TryAdd(user.Name, user);
    }

    public User? Find(string name)
    {
        lock (_lock)
            return _users.GetValueOrDefault(name);
    }

    public IReadOnlyList<User> List()
    {
        lock (_lock)
            return [.. _users.Values.OrderBy(u => u.Name, StringComparer.Ordinal)];
    }

    public User? Change(string name, Func<User, User> change)
    {
        User? changed = null;
        lock (_lock)
            if (_users.TryGetValue(name, out var user))
                changed = _users[name] = change(user);
        AfterChange();
        return changed;
    }

    public bool Remove(string name)
    {
        lock (_lock)
            return _users.Remove(name);
    }

    public void AddSession(Session session) => _sessions.Add(session.Id, session);

    public Session? FindSession(string id)
    {
        SessionReads++;
        return _sessions.GetValueOrDefault(id);
    }

    public bool Rotate(string session, byte[] usedHash, byte[] newHash)
    {
        if (_sessions.GetValueOrDefault(session) is not { IsRevoked: false } found || !found.TokenHash.AsSpan().SequenceEqual(usedHash))
            return false;
        _sessions[session] = found with { TokenHash = newHash };
        return true;
    }

    public void Revoke(string user, string? session)
    {
        foreach (var found in _sessions.Values.Where(s => s.User == user && (session is null || s.Id == session)).ToList())
            _sessions[found.Id] = found with { IsRevoked = true };
    }

    public void RemoveExpired(long before)
    {
    }

    public bool Add(ApiKey key) =>
        !_keys.Values.Any(k => key.CreatedBy == Caller.KeyPrefix + k.Id && k.Revoked != 0) && _keys.TryAdd(key.Id, key);

    ApiKey? IApiKeyStore.Find(string id) => _keys.GetValueOrDefault(id);

    IReadOnlyList<ApiKey> IApiKeyStore.List() => [.. _keys.Values];

    public IReadOnlyList<string>? Revoke(string id, long time)
    {
        if (!_keys.TryGetValue(id, out var key))
            return null;
        var made = _keys.Values.Where(k => k.CreatedBy == Caller.KeyPrefix + id).Select(k => k.Id).ToList();
        _keys[id] = key with { Revoked = key.Revoked == 0 ? time : key.Revoked };
        return [.. key.Revoked == 0 ? [id] : (string[])[], .. made.SelectMany(child => Revoke(child, time)!)];
    }

    public void Touch(string id, long time) => _keys[id] = _keys[id] with { LastUsed = time };

    byte[]? ISecretStore.Find(string name) => _secrets.GetValueOrDefault(name);

    public byte[] FindOrAdd(string name, byte[] value) => _secrets.TryAdd(name, value) ? value : _secrets[name];

    public void Append(AuditEvent e) => Events.Add(e);

    IReadOnlyList<AuditEntry> IAuditLog.List(AuditFilter filter, long? cursor, int limit) => [];

    public long LastSequence => Events.Count;

    public IReadOnlyList<AuditEntry> After(long sequence, int limit) => [];

    public long Delivered { get; private set; }

    public void Deliver(long sequence) => Delivered = sequence;

    public AuditVerdict Verify(CancellationToken cancellation) => new(Events.Count, null, "");
}
