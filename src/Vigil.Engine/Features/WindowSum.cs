using Vigil.Detection.Numerics;
using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// A running sum over a window, laid over cells of an entity's row: n, Σx (compensated), Σ|x| and the greatest Σ|x| since the last
/// recomputation. When a value leaves that dwarfs all that stay, the caller recomputes.
/// </summary>
internal struct WindowSum
{
    public static readonly int Cells = Overlay.CellsOf<WindowSum>();

    /// <summary>Greater magnitudes are not summed, as if they were missing: their squares do not fit into a double.</summary>
    public const double Largest = 1e150;

    // Of 106 bits a loss of 2^16 costs Σx² 32; the rest covers the count of terms and of operations and leaves more than 1e-9 needs.
    private const double GreatestLoss = 1 << 16;

    // Squared deviations below 2⁻⁹⁶ of the greatest (Σ|x|)² are rounding: values that are all the same deviate by nothing.
    private const double Rounding = 1.0 / (1L << 48) / (1L << 48);

    private long _count;
    private double _high, _low, _absolute, _peak;

    public readonly long Count => _count;

    public readonly double Sum => _high + _low;

    /// <summary>The sum of the others: exact to the last bits also where the value dwarfs them.</summary>
    public readonly double SumWithout(double value) => _high - value + _low;

    public readonly double Mean => _count == 0 ? double.NaN : Sum / _count;

    /// <summary>False for values that are missing or too large to be summed.</summary>
    public static bool Takes(double value) => Math.Abs(value) <= Largest;

    public void Add(double value)
    {
        _count++;
        DoubleDouble.Add(ref _high, ref _low, value);
        _absolute += Math.Abs(value);
        _peak = _absolute > _peak ? _absolute : _peak;
    }

    /// <summary>Takes a value away that was added before; true when the sum must be recomputed.</summary>
    public bool Remove(double value)
    {
        if (--_count == 0)
        {
            this = default;
            return false;
        }
        DoubleDouble.Add(ref _high, ref _low, -value);
        _absolute -= Math.Abs(value);
        return _absolute * GreatestLoss < _peak;
    }

    /// <summary>Sample standard deviation; NaN below two values.</summary>
    public readonly double Std(in SquareSum squares)
    {
        if (_count < 2)
            return double.NaN;
        double deviations = DoubleDouble.SumOfSquaredDeviations(_count, _high, _low, squares.High, squares.Low);
        return deviations <= _peak * _peak * Rounding ? 0 : Math.Sqrt(deviations / (_count - 1));
    }
}

/// <summary>Σx² (compensated), in the row cells behind a <see cref="WindowSum"/>.</summary>
internal struct SquareSum
{
    private double _high, _low;

    public readonly double High => _high;

    public readonly double Low => _low;

    public void Add(double value) => DoubleDouble.AddSquare(ref _high, ref _low, value, 1);

    public void Remove(double value) => DoubleDouble.AddSquare(ref _high, ref _low, value, -1);
}
