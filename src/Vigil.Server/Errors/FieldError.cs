namespace Vigil.Server.Errors;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">Where, such as <c>transactions[3].amount</c>.</param>
/// <param name="Found">What was there; never a secret.</param>
/// <param name="Expected">What should be there.</param>
public sealed record FieldError(string Field, string Found, string Expected);
