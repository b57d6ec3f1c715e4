using Vigil.Engine.Runtime;
using Vigil.Engine.Transactions;
using Vigil.Server.Decisions;

namespace Vigil.Server.Transactions;

/// <summary>A transaction of a request: ready to be submitted, or what is wrong with it.</summary>
internal sealed class IncomingTransaction
{
    /// <summary>The submission; null when there are <see cref="Errors"/>.</summary>
    public Submission? Submission { get; init; }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<ColumnError> Errors { get; init; } = [];

    /// <summary>What its sender should know beside the decision.</summary>
    public Remarks Remarks { get; init; } = Remarks.None;

    /// <summary>How many of its members mean nothing to the stream.</summary>
    public int UnknownFields { get; init; }

    /// <summary>Whether it came with an identifier, or the stream has none.</summary>
    public bool HasOwnId { get; init; } = true;
}
