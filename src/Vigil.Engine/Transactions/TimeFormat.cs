namespace Vigil.Engine.Transactions;

/// <summary>The format found for a column of times.</summary>
/// <param name="Format">As <see cref="TimeParser"/> takes it: null for ISO 8601.</param>
/// <param name="Reason">Why this one, in words.</param>
/// <param name="IsAmbiguous">Whether day and month could be the other way round in every sample, so that the user should look.</param>
/// <param name="Fits">How many samples it reads.</param>
/// <param name="Samples">How many samples were not blank.</param>
public sealed record TimeFormat(string? Format, string Reason, bool IsAmbiguous, int Fits, int Samples);
