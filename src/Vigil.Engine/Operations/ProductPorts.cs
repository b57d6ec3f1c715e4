using Vigil.Engine.Access;
using Vigil.Engine.Runtime;

namespace Vigil.Engine.Operations;

/// <summary>Everything that the product keeps, as one store offers it: what the live service needs, and what people and jobs do.</summary>
public sealed record ProductPorts : StoragePorts
{
    /// <summary>Jobs.</summary>
    public required IJobStore Jobs { get; init; }

    /// <summary>What takes away what is old.</summary>
    public required IRetentionStore Retention { get; init; }

    /// <summary>Users and sessions.</summary>
    public required IUserStore Users { get; init; }

    /// <summary>API keys.</summary>
    public required IApiKeyStore ApiKeys { get; init; }

    /// <summary>Secrets of the service.</summary>
    public required ISecretStore Secrets { get; init; }

    /// <summary>Saved views of persons.</summary>
    public required ISavedViewStore SavedViews { get; init; }

    /// <summary>The audit log.</summary>
    public required IAuditLog Audit { get; init; }
}
