namespace Vigil.Server.Views;

/// <summary>A saved view.</summary>
/// <param name="Name">As the person called it.</param>
/// <param name="Address">Path and query of the console.</param>
internal sealed record SavedViewAnswer(string Name, string Address);

/// <summary>A view to be saved.</summary>
/// <param name="Name">1 to 60 characters.</param>
/// <param name="Address">Path and query of the console.</param>
internal sealed record SavedViewRequest(string? Name, string? Address);
