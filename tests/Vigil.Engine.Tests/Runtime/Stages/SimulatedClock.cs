namespace Vigil.Engine.Tests.Runtime.Stages;

/// <summary>A clock that stands until it is moved; what it shows may jump, what it measures does not go back.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private TimeSpan _measured, _shift;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(TimeSpan time) => _measured += time;

    /// <summary>Sets what it shows forward or back.</summary>
    public void Jump(TimeSpan by) => _shift += by;

    public override long GetTimestamp() => _measured.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.Zero) + _measured + _shift;
}
