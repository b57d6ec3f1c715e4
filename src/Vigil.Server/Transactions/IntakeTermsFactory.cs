using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Server.Access;
using Vigil.Server.Errors;
using Vigil.Server.Http;

namespace Vigil.Server.Transactions;

/// <summary>Says how the transactions of a request are read.</summary>
internal sealed class IntakeTermsFactory(ServerParts parts)
{
    private readonly IdempotencyKeys _keys = new(parts.Storage.Decisions);
    private readonly byte[] _content = parts.Key.Derive("idempotency-content");
    private readonly KeyedHash _hash = new(parts.Key);
    private readonly long _future = (long)parts.Scoring.Future.TotalMicroseconds;

    /// <summary>The terms of a request, or null with an error.</summary>
    public IntakeTerms? Of(HttpContext context, LiveStream stream, bool explains, out Problem? problem, bool byRole = false)
    {
        string? key = Idempotency.KeyOf(context, stream, out problem);
        if (problem is not null)
            return null;
        string scope = $"{context.Actor()}/{stream.Name}";
        var ids = key is null ? TransactionIds.Random : TransactionIds.OfKey(_hash, scope, key);
        long now = TimeText.Now(parts.Time);
        return new IntakeTerms(stream, byRole, explains, now, now + _future, ids)
        {
            Key = key is null ? null : _hash.Of("idempotency-request/" + scope, key),
        };
    }

    /// <summary>
    /// Submits what a request holds, and has it remembered when the request has a key; an error when none of it is answered, or when the
    /// key came with other content before.
    /// </summary>
    public async ValueTask<Problem?> DecideAsync(
        IntakeTerms terms, IReadOnlyList<IncomingTransaction> items, CancellationToken cancellation)
    {
        var submissions = items.Submissions();
        if (terms.Key is not { } key || submissions.Count == 0)
            return await parts.Service.DecideAsync(submissions, null, cancellation);
        var request = new KeyedRequest(key, HashOf(items), terms.Now);
        var (isAdmitted, isKept) = await _keys.AdmitAsync(request, cancellation);
        if (!isAdmitted)
            return Idempotency.Reused();
        var problem = await parts.Service.DecideAsync(submissions, isKept ? null : request, cancellation);
        if (problem is null && submissions[0].Failure is not (SubmissionFailure.StorageUnavailable or SubmissionFailure.Stopping))
            _keys.Keep(request);
        return problem;
    }

    /// <summary>A hash of what a request holds.</summary>
    public UInt128 HashOf(IReadOnlyList<IncomingTransaction> items) => ContentHash.Of(_content, items);

    /// <summary>The same for a job, with whom to tell.</summary>
    public string HashOf(IReadOnlyList<IncomingTransaction> items, string? callback) => _hash
        .Of("idempotency-job-content", string.Create(CultureInfo.InvariantCulture, $"{HashOf(items):x32} {callback}"))
        .ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>The identifier of the job of a request that its sender gave a key; null without one, or with an error.</summary>
    public string? JobOf(HttpContext context, LiveStream stream, out Problem? problem) =>
        Idempotency.KeyOf(context, stream, out problem) is { } key && problem is null
            ? "job-" + _hash.Of($"idempotency-job/{context.Actor()}/{stream.Name}", key).ToString("x32", CultureInfo.InvariantCulture)
            : null;

    /// <summary>The terms of a job's transactions.</summary>
    public IntakeTerms OfJob(LiveStream stream, string job, long received) =>
        new(stream, ByRole: false, Explains: false, received, received + _future, TransactionIds.OfJob(_hash, job))
        {
            IsCountedLater = true,
        };
}
