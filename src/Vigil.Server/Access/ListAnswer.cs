namespace Vigil.Server.Access;

/// <summary>A page of a list.</summary>
/// <param name="Items">What was found.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? Next);
