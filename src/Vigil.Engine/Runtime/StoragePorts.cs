using Vigil.Engine.Access;
using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;
using Vigil.Engine.Protection;

namespace Vigil.Engine.Runtime;

/// <summary>Everything that the product keeps, as one store offers it.</summary>
public sealed record StoragePorts
{
    /// <summary>The journal.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>What follows from the journal and is kept up with it.</summary>
    public required ProjectionRunner Projections { get; init; }

    /// <summary>Questions about decisions.</summary>
    public required IDecisionQuery Decisions { get; init; }

    /// <summary>Data keys of entities.</summary>
    public required IEntityKeyStore EntityKeys { get; init; }

    /// <summary>Snapshots of state.</summary>
    public required ISnapshotStore Snapshots { get; init; }

    /// <summary>Model versions.</summary>
    public required IModelStore Models { get; init; }

    /// <summary>Stream definitions that were applied.</summary>
    public required IDefinitionStore Definitions { get; init; }

    /// <summary>Jobs.</summary>
    public required IJobStore Jobs { get; init; }

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
