namespace Vigil.Engine.Scoring;

/// <summary>One reason for a decision: everything that one group of features says, told by the most telling of them.</summary>
/// <remarks>The base points and the points of all groups of a decision make its risk, within 1e-6.</remarks>
/// <param name="Group">What it is about.</param>
/// <param name="Feature">The feature that tells it.</param>
/// <param name="Value">Its value.</param>
/// <param name="Baseline">What is usual for the entity, or NaN; see <see cref="Features.FeaturePipeline.Update"/>.</param>
/// <param name="Points">Points of risk of all features of the group, those that lower it included.</param>
/// <param name="Text">A sentence with the value and, beside it, what is usual.</param>
/// <param name="Members">The features of the group, those first that pull hardest its way; empty where only the strongest were asked for.
/// </param>
public sealed record Reason(
    ReasonGroup Group, string Feature, double Value, double Baseline, double Points, string Text, IReadOnlyList<ReasonMember> Members);

/// <summary>One feature of a reason.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="Value">Its value.</param>
/// <param name="Baseline">What is usual for the entity, or NaN.</param>
/// <param name="Points">Its points of risk.</param>
/// <param name="Text">A sentence with the value and, beside it, what is usual.</param>
public sealed record ReasonMember(string Feature, string Label, double Value, double Baseline, double Points, string Text);
