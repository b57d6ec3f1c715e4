using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>Gives each role at most one column and each column at most one role, strongest evidence first.</summary>
internal static class RoleAssignment
{
    /// <summary>The columns of the roles.</summary>
    /// <param name="columns">All columns in order.</param>
    /// <param name="stated">Roles that the user gave; a column or a role in it is not given again.</param>
    /// <param name="mayHave">Whether a column may get a role.</param>
    public static IReadOnlyDictionary<string, FieldRole> Assign(
        IReadOnlyList<ColumnProfile> columns, IReadOnlyDictionary<string, FieldRole> stated, Func<ColumnProfile, FieldRole, bool> mayHave)
    {
        var result = new Dictionary<string, FieldRole>(stated);
        var evidence = columns
            .Where(c => !stated.ContainsKey(c.Name))
            .SelectMany(c => RoleVocabulary.All.Keys.Where(r => mayHave(c, r)).Select(r => RoleEvidence.Of(r, c)))
            .Where(e => e.Score >= RoleEvidence.Least)
            .OrderByDescending(e => e.Score);
        foreach (var item in evidence)
            if (!result.ContainsKey(item.Column.Name) && !result.ContainsValue(item.Role))
                result[item.Column.Name] = item.Role;
        if (!result.ContainsValue(FieldRole.Amount) && OnlyMeasure(columns, result, mayHave) is { } measure)
            result[measure.Name] = FieldRole.Amount;
        return result;
    }

    /// <summary>Where nothing is named like an amount: the only number that could be one.</summary>
    private static ColumnProfile? OnlyMeasure(
        IReadOnlyList<ColumnProfile> columns, Dictionary<string, FieldRole> taken, Func<ColumnProfile, FieldRole, bool> mayHave)
    {
        var left = columns.Where(c => !taken.ContainsKey(c.Name) && mayHave(c, FieldRole.Amount) && LeftOver.IsMeasure(c)).Take(2)
            .ToArray();
        return left.Length == 1 ? left[0] : null;
    }
}
