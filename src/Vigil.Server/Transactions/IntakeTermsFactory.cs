using Microsoft.AspNetCore.Http;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Http;

namespace Vigil.Server.Transactions;

/// <summary>Says how the transactions of a request are read.</summary>
internal sealed class IntakeTermsFactory(ServerParts parts)
{
    private readonly KeyedHash _hash = new(parts.Key);
    private readonly long _future = (long)parts.Scoring.Future.TotalMicroseconds;

    /// <summary>The terms of a request, or null with an error.</summary>
    public IntakeTerms? Of(HttpContext context, LiveStream stream, bool explains, out Problem? problem, bool byRole = false)
    {
        string? key = Idempotency.KeyOf(context, stream, out problem);
        if (problem is not null)
            return null;
        var ids = key is null ? TransactionIds.Random : TransactionIds.OfKey(_hash, $"{context.Actor()}/{stream.Name}", key);
        long now = TimeText.Now(parts.Time);
        return new IntakeTerms(stream, byRole, explains, now, now + _future, ids);
    }

    /// <summary>The terms of a job's transactions.</summary>
    public IntakeTerms OfJob(LiveStream stream, string job, long received) =>
        new(stream, ByRole: false, Explains: false, received, received + _future, TransactionIds.OfJob(_hash, job));
}
