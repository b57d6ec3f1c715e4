namespace Vigil.Storage.Sql.Projections;

/// <summary>The names of the projections, as operators and the database know them.</summary>
internal static class ProjectionNames
{
    public const string Decisions = "decisions", RollUps = "roll_ups", Labels = "labels", Champions = "champions", Requests = "requests",
        Sources = "sources", DataKeys = "data_keys";
}
