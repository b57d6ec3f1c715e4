using Microsoft.AspNetCore.Http;
using Vigil.Server.Access;
using Vigil.Server.Errors;

namespace Vigil.Server.Fairness;

/// <summary>What one caller may hold at a time, so that nobody takes the service from the others.</summary>
internal sealed class FairShares(LimitOptions options)
{
    /// <summary>Event streams.</summary>
    public CallerShares Live { get; } = new(options.LivePerCaller, options.Live);

    /// <summary>Exports.</summary>
    public CallerShares Exports { get; } = new(options.ExportsPerCaller, options.Exports);

    /// <summary>Decisions that are recomputed, or wait for it.</summary>
    public CallerShares Replays { get; } = new(options.ReplaysPerCaller, options.Replays);

    /// <summary>Requests under way, event streams and exports among them.</summary>
    public CallerShares Requests { get; } = new(options.RequestsPerCaller, int.MaxValue);

    /// <summary>429.</summary>
    public static Problem TooMany(string what, CallerShares shares) => Problem.Of(
        ErrorCodes.TooManyRequests, StatusCodes.Status429TooManyRequests,
        FormattableString.Invariant($"Too many {what} at a time: at most {shares.Each} of one caller. End some of them first."),
        TimeSpan.FromSeconds(5));
}
