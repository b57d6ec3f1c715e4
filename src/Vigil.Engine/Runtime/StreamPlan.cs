using System.Collections.Immutable;
using System.Globalization;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Models;
using Vigil.Engine.Streams;

namespace Vigil.Engine.Runtime;

/// <summary>What somebody who applies a stream file allows and asks for.</summary>
public sealed record ApplyOptions
{
    /// <summary>Whether a personal field may become one that is not.</summary>
    public bool MayUnmark { get; init; }

    /// <summary>Whether a model is learned from the journal with the new definition, and promoted with it.</summary>
    public bool Trains { get; init; }
}

/// <summary>What would become of a stream if a file were applied.</summary>
/// <param name="Served">As it is served; null for a new stream.</param>
/// <param name="Target">What it would be.</param>
/// <param name="Comparison">In what they differ.</param>
/// <param name="Gaps">What would not be whole, for the journal does not reach back far enough, and for how long; empty for none.</param>
public sealed record StreamPlan(LiveStream? Served, LiveStream Target, StreamComparison Comparison, ImmutableArray<string> Gaps)
{
    /// <summary>Whether there is nothing to do.</summary>
    public bool IsSame => Served is not null && Comparison.IsSame;

    /// <summary>Why it cannot be applied, all reasons; empty when it can.</summary>
    public IEnumerable<string> Problems => Comparison.Refusals.Select(change => change.ToString());

    /// <summary>The plan for a file.</summary>
    /// <param name="models">The store's.</param>
    /// <param name="journal">From which state would be built.</param>
    /// <param name="served">As the stream is served; null for a new one.</param>
    /// <param name="champion">What scores it; null before its first promotion.</param>
    /// <param name="file">The file's stream.</param>
    /// <param name="options">What is allowed and asked for.</param>
    /// <param name="cancellation">Gives it up.</param>
    public static async ValueTask<StreamPlan> OfAsync(
        ModelLibrary models, IJournal journal, LiveStream? served, Model? champion, StreamDefinition file, ApplyOptions options,
        CancellationToken cancellation)
    {
        var definition = StreamEdit.Over(file, served?.Definition);
        if (served is null)
            return new StreamPlan(null, models.Define(definition), StreamComparison.OfNew(definition), []);
        var read = champion is null
            || options.Trains ? [] : (await models.GetAsync(champion.Version, cancellation).ConfigureAwait(false)).Stream.Features;
        var comparison = StreamComparison.Of(served.Definition, definition, read, options.MayUnmark);
        var target = comparison.IsSame ? served : models.Define(definition);
        return new StreamPlan(served, target, comparison, comparison.NeedsBuild ? GapsOf(definition, journal) : []);
    }

    /// <summary>What state built from a journal lacks, if its beginning is gone.</summary>
    internal static ImmutableArray<string> GapsOf(StreamDefinition stream, IJournal journal)
    {
        if (journal.FirstSequence <= 1 || journal.Read(journal.FirstSequence - 1).FirstOrDefault() is not { } first)
            return [];
        var begin = DateTimeOffset.UnixEpoch.AddMicroseconds(first.Received);
        string since = Time(begin);
        var gaps = ImmutableArray.CreateBuilder<string>();
        var windows = stream.Features.Features.Where(f => f.Window.Length is not null).ToList();
        if (windows.Count > 0)
        {
            var longest = windows.MaxBy(f => f.Window.Length!.Value + f.Delay)!;
            var full = begin + longest.Window.Length!.Value + longest.Delay;
            gaps.Add($"The journal is kept from {since} on: state is built from there, and the longest window ({longest.Name}) is whole "
                + $"from {Time(full)} on.");
        }
        string[] unlimited = [.. stream.Features.Features.Where(f => !f.Entity.IsEmpty && f.Window.Length is null).Select(f => f.Name)];
        if (unlimited.Length > 0)
            gaps.Add($"These look back without a limit of time and will know nothing from before {since}: {string.Join(", ", unlimited)}.");
        return gaps.ToImmutable();
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}

/// <summary>How far an application is.</summary>
/// <param name="Step">What is done: <c>build</c>, <c>train</c>, <c>swap</c>.</param>
/// <param name="Entries">Entries of the journal that were read.</param>
/// <param name="Of">Entries that there are now.</param>
public readonly record struct ApplyProgress(string Step, long Entries, long Of);

/// <summary>What came of an application.</summary>
/// <param name="Sequence">The entry of the journal from which on it serves; 0 when nothing was to be done.</param>
/// <param name="Definition">The version of the definition that serves.</param>
/// <param name="Model">The version that scores; null when there is none yet.</param>
/// <param name="Plan">What was done.</param>
public sealed record AppliedStream(long Sequence, string Definition, string? Model, StreamPlan Plan);

/// <summary>A stream file that cannot be applied.</summary>
/// <param name="plan">Why not.</param>
public sealed class StreamRefusedException(StreamPlan plan) : InvalidOperationException(
    $"The stream '{plan.Target.Name}' cannot be changed so:\n" + string.Join('\n', plan.Problems))
{
    /// <summary>Why not.</summary>
    public StreamPlan Plan => plan;
}
