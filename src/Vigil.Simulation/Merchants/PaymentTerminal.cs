namespace Vigil.Simulation.Merchants;

/// <summary>A point of sale or cash machine; the same identifier is the same terminal, also in another run.</summary>
internal sealed class PaymentTerminal(string id) : IEquatable<PaymentTerminal>
{
    public string Id { get; } = id;

    /// <summary>The first day on which it is clean again.</summary>
    public int CompromisedUntil { get; set; } = int.MinValue;

    public bool Equals(PaymentTerminal? other) => other is not null && Id == other.Id;

    public override bool Equals(object? obj) => Equals(obj as PaymentTerminal);

    public override int GetHashCode() => string.GetHashCode(Id, StringComparison.Ordinal);
}
