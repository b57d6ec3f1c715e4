using System.CommandLine;

namespace Vigil.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class VerbCommand(string name, string description, IReadOnlyList<string> examples) : Command(name, description)
{
    /// <summary>Whole command lines.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
