using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;
using Vigil.Engine.Models;
using Vigil.Engine.Protection;
using Vigil.Engine.State;
using Vigil.Engine.Streams;

namespace Vigil.Engine.Runtime;

/// <summary>What the live service reads and writes, as one store offers it.</summary>
public record StoragePorts
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

    /// <summary>The model versions and stream definitions, read as they are asked for.</summary>
    public ModelLibrary Library(MasterKey key) => new(Models, Definitions, key);

    /// <summary>What turns entries of the journal into decisions.</summary>
    public DecisionReader Reader(MasterKey key) => new(Decisions, EntityKeys, Library(key), key);
}
