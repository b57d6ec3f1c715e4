namespace Vigil.Engine.Transactions;

/// <summary>How a field's text is read.</summary>
public enum FieldType
{
    /// <summary>An identifier or category, compared byte by byte.</summary>
    Text,

    /// <summary>A finite decimal number.</summary>
    Number,

    /// <summary>A point in time.</summary>
    Time,
}

/// <summary>What a field means. A role occurs at most once in a schema, except <see cref="None"/>.</summary>
public enum FieldRole
{
    /// <summary>No meaning of its own: a plain number or category.</summary>
    None,

    /// <summary>The transaction's unique identifier.</summary>
    Id,

    /// <summary>The event time.</summary>
    Time,

    /// <summary>The entity whose behaviour is judged: customer, account, user, card.</summary>
    Entity,

    /// <summary>The amount, or whatever number measures the event (a response time).</summary>
    Amount,

    /// <summary>The currency of the amount, as ISO 4217 writes it (EUR): amounts are compared within it.</summary>
    Currency,

    /// <summary>The merchant, page or counterparty.</summary>
    Merchant,

    /// <summary>The terminal or point of sale.</summary>
    Terminal,

    /// <summary>The device.</summary>
    Device,

    /// <summary>The network address.</summary>
    Ip,

    /// <summary>A named place: city, country.</summary>
    Location,

    /// <summary>Latitude in degrees.</summary>
    Latitude,

    /// <summary>Longitude in degrees.</summary>
    Longitude,

    /// <summary>The kind of transaction: debit, credit, merchant category.</summary>
    Type,

    /// <summary>Whether the transaction was fraud (1) or not (0); empty when unknown.</summary>
    Label,
}

/// <summary>One field of a stream. Equal when all of it is.</summary>
/// <param name="Name">The column's name, exactly as in the source.</param>
/// <param name="Type">How its text is read.</param>
/// <param name="Role">What it means.</param>
/// <param name="IsRequired">Whether a row without it is rejected.</param>
/// <param name="Format">
/// For <see cref="FieldType.Time"/>: null for ISO 8601, or one of <c>TimeParser</c>'s formats. For <see cref="FieldType.Number"/>: null for
/// a decimal point, or <see cref="NumberText.DecimalComma"/>.
/// </param>
/// <param name="IsPersonal">Whether it is personal data, to be masked in logs and encrypted at rest.</param>
public sealed record Field(
    string Name, FieldType Type, FieldRole Role = FieldRole.None, bool IsRequired = false, string? Format = null, bool IsPersonal = false)
{
    /// <summary>The other columns that it is read from; none for most.</summary>
    public FieldParts Parts { get; init; } = FieldParts.None;

    /// <summary>For the amount: the ISO 4217 code that all of them have, where no column says it; null when it is not known.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether its stream says that it may be missing; the service refuses an entity that is missing otherwise.</summary>
    public bool IsOptional { get; init; }
}
