using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams;

/// <summary>The fields that features may use.</summary>
/// <param name="fields">The fields known so far.</param>
/// <param name="isFinal">Whether no further field can come from the data.</param>
internal sealed class FieldLookup(IReadOnlyList<FieldDraft> fields, bool isFinal)
{
    private readonly Dictionary<string, FieldDraft> _byName = fields.DistinctBy(f => f.Name).ToDictionary(f => f.Name);

    /// <summary>Whether no further field can come from the data.</summary>
    public bool IsFinal => isFinal;

    /// <summary>The field of that name, or null.</summary>
    public FieldDraft? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether some field has that role, or may still get it.</summary>
    public bool MayHave(FieldRole role) => !isFinal || fields.Any(f => f.Role == role);

    /// <summary>What is aggregated where no field is stated: the amount, else all plain numbers.</summary>
    public IReadOnlyList<string> DefaultNumbers
    {
        get
        {
            var amount = fields.Where(f => f.Role == FieldRole.Amount).Take(1);
            var numbers = amount.Any() ? amount : fields.Where(f => f.Type == FieldType.Number && f.Role is null or FieldRole.None);
            return [.. numbers.Select(f => f.Name)];
        }
    }

    /// <summary>"one of …" for an unknown name, with the name probably meant.</summary>
    public string Expected(string name, string what)
    {
        var names = fields.Select(f => f.Name).ToArray();
        string shown = string.Join(", ", names.Take(20)) + (names.Length > 20 ? ", …" : "");
        return $"{what}: {shown}{Suggestion.For(name, names)}";
    }
}
