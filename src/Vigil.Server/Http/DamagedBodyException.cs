namespace Vigil.Server.Http;

/// <summary>A body that says that it is compressed, and is not, or not whole.</summary>
public sealed class DamagedBodyException(Exception inner) : IOException("The body is no gzip.", inner);
