using Vigil.Engine.Journal.Projections;

namespace Vigil.Storage.Sql.Projections;

/// <summary>All projections of the database; a new one is a file of its own and a line here.</summary>
internal static class ProjectionList
{
    /// <summary>What each is, and how it is put to work on a connection, in the order in which they take a batch in.</summary>
    public static readonly IReadOnlyList<(ProjectionKind Kind, Func<Tables, IProjection> On)> All =
    [
        (DecisionTable.Of, tables => new DecisionTable(tables)),
        (RollUps.Of, tables => new RollUps(tables)),
        (LabelTable.Of, tables => new LabelTable(tables)),
        (ChampionTable.Of, tables => new ChampionTable(tables)),
        (RequestTable.Of, tables => new RequestTable(tables)),
        (SourceTable.Of, tables => new SourceTable(tables)),
        (DataKeyTable.Of, tables => new DataKeyTable(tables)),
    ];
}
