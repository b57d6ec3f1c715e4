using System.Text.Json.Serialization;
using Vigil.Engine.Access;

namespace Vigil.Server.Access;

/// <summary>An API key without its secret.</summary>
/// <param name="Prefix">How the key begins, to be told from others.</param>
public sealed record KeyAnswer(
    string Id, string Name, string Prefix, string[] Scopes, DateTime Created, string CreatedBy, DateTime? Expires, DateTime? Revoked,
    DateTime? LastUsed)
{
    /// <summary>The whole key, shown this once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>A stored key.</summary>
    public static KeyAnswer Of(ApiKey key) => new(
        key.Id, key.Name, KeyText.Prefix + key.Id, AccessNames.Of(key.Scopes), Microseconds.TimeOf(key.Created), key.CreatedBy,
        Microseconds.ToTime(key.Expires), Microseconds.ToTime(key.Revoked), Microseconds.ToTime(key.LastUsed));
}

/// <summary>A new key.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewKeyRequest(string? Name, string?[]? Scopes, DateTimeOffset? Expires);
