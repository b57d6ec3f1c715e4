using System.Security.Claims;
using Vigil.Engine.Access;

namespace Vigil.Server.Access;

/// <summary>The caller as the framework wants identities.</summary>
internal sealed class CallerIdentity(Caller caller) : ClaimsIdentity(AccessServices.Scheme)
{
    public Caller Caller { get; } = caller;

    public override string Name => Caller.Actor;
}
