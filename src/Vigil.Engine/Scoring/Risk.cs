namespace Vigil.Engine.Scoring;

/// <summary>How urgent a decision is.</summary>
public enum RiskLevel
{
    /// <summary>Risk below 30.</summary>
    Low,

    /// <summary>Risk from 30.</summary>
    Medium,

    /// <summary>Risk from 60.</summary>
    High,

    /// <summary>Risk from 95.</summary>
    Critical,
}

/// <summary>The scale from 0 to 100 that people see.</summary>
public static class Risk
{
    /// <summary>Risk from which the level is medium, high, critical.</summary>
    public const double Medium = 30, High = 60, Critical = 95;

    /// <summary>Risk of a raw score in log-odds: 100 / (1 + e^−raw). Never NaN for a finite score.</summary>
    public static double Of(double rawScore) => 100 / (1 + Math.Exp(-rawScore));

    /// <summary>The level of a risk.</summary>
    public static RiskLevel Level(double risk) => risk switch
    {
        >= Critical => RiskLevel.Critical,
        >= High => RiskLevel.High,
        >= Medium => RiskLevel.Medium,
        _ => RiskLevel.Low,
    };
}
