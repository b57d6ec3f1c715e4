namespace Vigil.Detection.Ensembles;

/// <summary>A fitted detector, its calibration and its weight in the ensemble (at least 0).</summary>
public sealed record EnsembleMember(IDetector Detector, LogOddsCurve Calibration, double Weight);
