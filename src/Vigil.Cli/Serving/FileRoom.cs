using Vigil.Engine.Runtime;
using Vigil.Server.Fairness;

namespace Vigil.Cli.Serving;

/// <summary>Room for the files and connections of a service, looked at before it opens any.</summary>
internal static class FileRoom
{
    /// <summary>What an operator should know, or null.</summary>
    /// <param name="connections">How many are wanted.</param>
    /// <exception cref="BadInputException">There is too little for the service itself.</exception>
    public static Notice? Check(int connections)
    {
        int? limit = OpenFiles.Limit();
        if (OpenFiles.Fault(limit) is { } fault)
            throw new BadInputException(ExitCode.BadInput, fault);
        return OpenFiles.Warning(connections, limit, OpenFiles.Count()) is { } warning ? new Notice(true, warning) : null;
    }
}
