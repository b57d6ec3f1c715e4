using Vigil.Engine.Protection;

namespace Vigil.Server.Access;

/// <summary>What the requests to the webhook of the audit log are signed with.</summary>
public static class AuditWebhookKey
{
    /// <summary>The key of a store, from its master key.</summary>
    public static byte[] Of(MasterKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Derive("audit-webhook");
    }
}
