namespace Vigil.Engine.Features;

/// <summary>Where an entity was before a transaction: what its distance is measured from. A buffer that is used again.</summary>
internal sealed class LastPlace
{
    private byte[] _name = new byte[32];
    private int _length;

    /// <summary>Whether the entity was anywhere before.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>When, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public long Time { get; private set; }

    /// <summary>How far away it is.</summary>
    public double Kilometres { get; private set; }

    /// <summary>What it is called in UTF-8; empty where that is not known.</summary>
    public ReadOnlySpan<byte> Name => _name.AsSpan(0, _length);

    /// <summary>Nowhere.</summary>
    public void Forget() => (IsKnown, _length) = (false, 0);

    /// <summary>A place; its name is a symbol of the table, or negative.</summary>
    public void Set(long time, double kilometres, int symbol, SymbolTable? names)
    {
        (IsKnown, Time, Kilometres) = (true, time, kilometres);
        _length = symbol < 0 || names is null ? 0 : names.CopyText(symbol, ref _name);
    }
}
