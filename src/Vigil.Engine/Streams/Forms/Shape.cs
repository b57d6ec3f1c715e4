using System.Text.Json.Nodes;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>What may stand in one place of a stream file: checks YAML and describes itself as JSON Schema, so that the two cannot
/// disagree.</summary>
internal abstract class Shape
{
    /// <summary>What is accepted, in words: "a number of 0…100".</summary>
    public abstract string Expected { get; }

    /// <summary>Whether the node fits; every fault goes to <paramref name="findings"/>.</summary>
    public bool Check(YamlNode node, Findings findings)
    {
        bool fits = CheckNode(node, findings);
        if (!fits)
            findings.MarkFaulty(node);
        return fits;
    }

    /// <summary>The JSON Schema of this shape.</summary>
    public abstract JsonObject ToSchema();

    /// <summary>The check of one kind of shape.</summary>
    protected abstract bool CheckNode(YamlNode node, Findings findings);
}

/// <summary>The faults found so far and the nodes that have one.</summary>
internal sealed class Findings
{
    private readonly HashSet<YamlNode> _faulty = new(ReferenceEqualityComparer.Instance);

    /// <summary>All faults in the order in which they were found.</summary>
    public List<StreamError> Errors { get; } = [];

    /// <summary>Adds a fault; false, so that a check can return it.</summary>
    public bool Add(Place place, string found, string expected)
    {
        Errors.Add(new StreamError(place, found, expected));
        return false;
    }

    /// <summary>Remembers that a node has a fault in it.</summary>
    public void MarkFaulty(YamlNode node) => _faulty.Add(node);

    /// <summary>Whether a node has a fault in it, so that nothing should be concluded from it.</summary>
    public bool IsFaulty(YamlNode node) => _faulty.Contains(node);
}
