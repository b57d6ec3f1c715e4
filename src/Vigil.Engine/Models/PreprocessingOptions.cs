namespace Vigil.Engine.Models;

/// <summary>How missing feature values are filled before the detectors see them.</summary>
public enum Imputation
{
    /// <summary>Left missing: every detector handles NaN.</summary>
    None,

    /// <summary>The training mean.</summary>
    Mean,

    /// <summary>The training median.</summary>
    Median,

    /// <summary>The most frequent training value.</summary>
    MostFrequent,

    /// <summary>A stated constant.</summary>
    Constant,
}

/// <summary>How feature values are scaled before the detectors see them.</summary>
public enum Scaling
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>(x − mean) / standard deviation.</summary>
    Standard,

    /// <summary>(x − min) / (max − min).</summary>
    MinMax,

    /// <summary>(x − median) / interquartile range.</summary>
    Robust,
}

/// <summary>The preparation of feature values, learned in training and part of the model.</summary>
public sealed record PreprocessingOptions(Imputation Imputation = Imputation.None, double Constant = 0, Scaling Scaling = Scaling.None);
