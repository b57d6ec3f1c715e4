namespace Vigil.Engine.Scoring;

/// <summary>Where the entity was before: what distance and speed are measured from.</summary>
/// <param name="Time">When, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Kilometres">How far it is from there.</param>
/// <param name="Name">What the place is called; empty where the stream has no location or it is personal.</param>
public sealed record PreviousPlace(long Time, double Kilometres, string Name);
