using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams;

/// <summary>A stream: one kind of event, with everything that Vigil needs to score it. Immutable.</summary>
/// <param name="Name">Lower-case letters, digits, underscores and hyphens.</param>
/// <param name="Schema">Its fields.</param>
/// <param name="Features">Its features.</param>
/// <param name="Model">Its model.</param>
/// <param name="Policy">Its policy.</param>
public sealed record StreamDefinition(string Name, TransactionSchema Schema, FeatureSet Features, ModelOptions Model, PolicyOptions Policy)
{
    /// <summary>What its file says; what it leaves out may have been recognised in data. Null where it comes from no file.</summary>
    public StreamDraft? Stated { get; init; }
}
