using Vigil.Engine.Journal;
using Vigil.Engine.Protection;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Does what can be done before the order is known: hashes and masks, and fetches from the store what the sequencer would have to wait for.
/// Thread-safe.
/// </summary>
internal sealed class Preparation(OlderTransactions older, RecentKeys keys, Action<Notice> notify)
{
    /// <summary>Prepares a group; false when the store cannot be asked.</summary>
    public async ValueTask<bool> TryPrepareOnSenderAsync(SubmissionGroup group, CancellationToken cancellation)
    {
        try
        {
            foreach (var submission in group.Submissions)
            {
                submission.Prepare(group);
                submission.IsRecorded = await older.HasAsync(submission, cancellation).ConfigureAwait(false);
                if (!submission.Stream.Personal.IsEmpty)
                    submission.KeyFetched = await keys.FetchAsync(submission.Entity, cancellation).ConfigureAwait(false);
            }
            return true;
        }
        catch (Exception e) when (e is StorageException or InvalidDataException)
        {
            notify(new Notice(true, "The store could not be asked for older transactions and data keys: " + e.Message));
            return false;
        }
    }
}
