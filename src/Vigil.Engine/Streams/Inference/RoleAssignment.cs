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
            .OrderByDescending(e => e.Score)
            .ToArray();
        foreach (var role in new[] { FieldRole.Time, FieldRole.Amount })
            if (!result.ContainsValue(role) && MostRead(role, evidence) is { } best)
                result[best.Name] = role;
        foreach (var item in evidence)
            if (!result.ContainsKey(item.Column.Name) && !result.ContainsValue(item.Role))
                result[item.Column.Name] = item.Role;
        bool isOpen = !result.ContainsValue(FieldRole.Amount) && !columns.Any(RoleEvidence.IsNamedAmount);
        if (isOpen && OnlyMeasure(columns, result, mayHave) is { } measure)
            result[measure.Name] = FieldRole.Amount;
        var (money, currency) = (WithRole(FieldRole.Amount), WithRole(FieldRole.Currency));
        if (money is not null && currency is not null && !stated.ContainsKey(currency.Name) && ColumnParts.IsOfAnother(currency, money))
            result.Remove(currency.Name);
        return result;

        ColumnProfile? WithRole(FieldRole role) => columns.FirstOrDefault(c => result.GetValueOrDefault(c.Name, FieldRole.None) == role);
    }

    /// <summary>
    /// Rows without a time or an amount are lost: of the columns named like one, that which reads the most rows, then the best named.
    /// </summary>
    private static ColumnProfile? MostRead(FieldRole role, IEnumerable<RoleEvidence> evidence) =>
        evidence.Where(e => e.Role == role && RoleEvidence.NameScore(role, e.Column) >= RoleEvidence.SureName)
            .OrderByDescending(e => role == FieldRole.Time ? e.Column.Time.Reads : e.Column.Numbers.Numbers)
            .ThenByDescending(e => e.Score)
            .Select(e => e.Column)
            .FirstOrDefault();

    /// <summary>Where nothing is named like an amount: the only number that could be one.</summary>
    private static ColumnProfile? OnlyMeasure(
        IReadOnlyList<ColumnProfile> columns, Dictionary<string, FieldRole> taken, Func<ColumnProfile, FieldRole, bool> mayHave)
    {
        var left = columns.Where(c => !taken.ContainsKey(c.Name) && mayHave(c, FieldRole.Amount) && LeftOver.IsMeasure(c) && c.Distinct > 1)
            .Take(2)
            .ToArray();
        return left.Length == 1 ? left[0] : null;
    }
}
