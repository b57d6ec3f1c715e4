using Microsoft.AspNetCore.Http;
using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;
using Vigil.Engine.Transactions;
using Vigil.Server.Errors;

namespace Vigil.Server.Transactions;

/// <summary>Hands submissions to the service and says why when there are no decisions.</summary>
internal static class Submitting
{
    /// <summary>Done when each has its decision or failure; an error when the service takes none of them.</summary>
    /// <param name="service">What decides.</param>
    /// <param name="submissions">The transactions.</param>
    /// <param name="request">To be remembered with them.</param>
    /// <param name="cancellation">Gives it up before they are taken; what was taken is decided.</param>
    public static async ValueTask<Problem?> DecideAsync(
        this ScoringService service, IReadOnlyList<Submission> submissions, KeyedRequest? request,
        CancellationToken cancellation)
    {
        if (submissions.Count == 0)
            return null;
        var group = new SubmissionGroup(submissions) { Request = request };
        if (!await service.TrySubmitAsync(group, cancellation))
            return Unavailable(service.State);
        await group.Completion.ConfigureAwait(false);
        return null;
    }

    /// <summary>Why nothing is taken in now.</summary>
    public static Problem Unavailable(ServiceState state) => state.Phase switch
    {
        ServicePhase.Ready => Busy(ErrorCodes.Overloaded, "Too many transactions wait for a decision; send this request again.", 1),
        ServicePhase.Failed => Busy(
            ErrorCodes.StorageUnavailable, "The store cannot be used now, so nothing is decided; it is tried again.", 5),
        ServicePhase.Recovering => Busy(ErrorCodes.NotReady, "The service rebuilds its state from the journal; try again soon.", 2),
        _ => Busy(ErrorCodes.NotReady, "The service stops.", 5),
    };

    /// <summary>Why a submitted transaction has no decision.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="isKeyed">Whether its request has an idempotency key.</param>
    /// <param name="prefix">What stands before the names of fields.</param>
    public static Problem Failed(Submission submission, bool isKeyed, string prefix) => submission.Failure switch
    {
        SubmissionFailure.NotKept => Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict,
            "A transaction with this identifier was decided so long ago that its decision is not kept any more."),
        SubmissionFailure.Differs when isKeyed => Idempotency.Reused(Named(submission, prefix)),
        SubmissionFailure.Differs => Problem.Of(ErrorCodes.TransactionIdReused, StatusCodes.Status409Conflict,
            "A transaction with this identifier was decided with other content; nothing was decided now. Give each its own identifier.",
            errors: Named(submission, prefix)),
        SubmissionFailure.Stopping => Busy(ErrorCodes.NotReady, "The service stops.", 5),
        _ => Busy(ErrorCodes.StorageUnavailable, "The decision could not be made durable; send this request again.", 1),
    };

    /// <summary>The code of what is wrong with a transaction of many.</summary>
    public static string CodeOf(IncomingTransaction item) => item.Submission?.Failure switch
    {
        null => ErrorCodes.InvalidRequest,
        SubmissionFailure.NotKept => ErrorCodes.Conflict,
        SubmissionFailure.Differs => ErrorCodes.TransactionIdReused,
        SubmissionFailure.Stopping => ErrorCodes.NotReady,
        _ => ErrorCodes.StorageUnavailable,
    };

    /// <summary>The fields in which a transaction differs from the recorded one; never their values, which may be personal.</summary>
    public static IReadOnlyList<ColumnError> ErrorsOf(Submission submission) =>
        [.. submission.Differences.Select(name => new ColumnError(
            name, "another value", "the value that was decided on, or another identifier"))];

    private static FieldError[] Named(Submission submission, string prefix) =>
        [.. ErrorsOf(submission).Select(e => new FieldError(prefix + e.Column, e.Found, e.Expected))];

    private static Problem Busy(string code, string detail, int seconds) =>
        Problem.Of(code, StatusCodes.Status503ServiceUnavailable, detail, TimeSpan.FromSeconds(seconds));
}
