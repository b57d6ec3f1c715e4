namespace Vigil.Engine.Journal;

/// <summary>placeholder</summary>
public sealed record DecisionRecord;

/// <summary>placeholder</summary>
public sealed record LabelRecord;

/// <summary>placeholder</summary>
public sealed record PromotionRecord;

/// <summary>placeholder</summary>
public sealed record ErasureRecord;
