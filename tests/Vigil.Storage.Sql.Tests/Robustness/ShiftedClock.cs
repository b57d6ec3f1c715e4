namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>The system's clock, set to another time by whoever holds it.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _shift;

    public void Shift(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));
}
