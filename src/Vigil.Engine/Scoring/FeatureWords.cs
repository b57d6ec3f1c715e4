namespace Vigil.Engine.Scoring;

/// <summary>One feature of a decision for people.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Unit">What the next three are in.</param>
/// <param name="Value">The value; null where it is missing.</param>
/// <param name="Entity">What is usual for the entity; null where nothing is known.</param>
/// <param name="Peers">The median in training; null where it says nothing or is of several currencies.</param>
/// <param name="Text">The sentence.</param>
public sealed record FeatureWords(string Label, FeatureUnit Unit, string? Value, string? Entity, string? Peers, string Text);
