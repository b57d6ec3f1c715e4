namespace Vigil.Engine.Scoring;

/// <summary>One strong reason for a decision, in words.</summary>
/// <param name="Feature">The feature that says it most strongly.</param>
/// <param name="Value">Its value.</param>
/// <param name="Baseline">What is usual for the entity, or NaN; see <see cref="Features.FeaturePipeline.Update"/>.</param>
/// <param name="Points">Points of risk of all features that say the same.</param>
/// <param name="Text">A sentence with the value and, beside it, what is usual.</param>
public sealed record Reason(string Feature, double Value, double Baseline, double Points, string Text);
