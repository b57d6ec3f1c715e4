namespace Vigil.Server.OpenApi.Shapes;

/// <summary>Tables that follow from the journal: how far they are. state is current, behind, outdated or failing.</summary>
public sealed record ProjectionShape(
    string Name, long Position, long Lag, string State, bool Rebuildable, string? Fault, string? Skipped);

/// <summary>All of them.</summary>
public sealed record ProjectionPageShape(ProjectionShape[] Items, string? Next);
