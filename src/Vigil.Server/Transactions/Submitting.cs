using Microsoft.AspNetCore.Http;
using Vigil.Engine.Runtime;
using Vigil.Server.Errors;

namespace Vigil.Server.Transactions;

/// <summary>Hands submissions to the service and says why when there are no decisions.</summary>
internal static class Submitting
{
    /// <summary>Done when each has its decision or failure; an error when the service takes none of them.</summary>
    public static async ValueTask<Problem?> DecideAsync(this ScoringService service, IReadOnlyList<Submission> submissions)
    {
        if (submissions.Count == 0)
            return null;
        var group = new SubmissionGroup(submissions);
        if (!service.TrySubmit(group))
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

    /// <summary>Why a submission has no decision.</summary>
    public static Problem Failed(SubmissionFailure failure) => failure switch
    {
        SubmissionFailure.NotKept => Problem.Of(ErrorCodes.Conflict, StatusCodes.Status409Conflict,
            "A transaction with this identifier was decided so long ago that its decision is not kept any more."),
        SubmissionFailure.Stopping => Busy(ErrorCodes.NotReady, "The service stops.", 5),
        _ => Busy(ErrorCodes.StorageUnavailable, "The decision could not be made durable; send this request again.", 1),
    };

    /// <summary>The code of <see cref="Failed"/>.</summary>
    public static string CodeOf(SubmissionFailure failure) => failure switch
    {
        SubmissionFailure.NotKept => ErrorCodes.Conflict,
        SubmissionFailure.Stopping => ErrorCodes.NotReady,
        _ => ErrorCodes.StorageUnavailable,
    };

    private static Problem Busy(string code, string detail, int seconds) =>
        Problem.Of(code, StatusCodes.Status503ServiceUnavailable, detail, TimeSpan.FromSeconds(seconds));
}
