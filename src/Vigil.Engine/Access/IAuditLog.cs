using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Engine.Access;

/// <summary>Something that somebody did or tried to do.</summary>
/// <param name="Time">In microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Actor">User name, <c>key:</c> and the key's id, or <c>system</c>.</param>
/// <param name="Action">Such as <c>login</c>, <c>user.create</c>, <c>model.promote</c>.</param>
/// <param name="Target">What it was done to; no personal data.</param>
/// <param name="Outcome"><c>ok</c> or why not.</param>
/// <param name="Address">The network address it came from, or empty.</param>
/// <param name="Details">JSON, or empty; no secrets, no personal data.</param>
public sealed record AuditEvent(
    long Time, string Actor, string Action, string Target, string Outcome, string Address, string Details);

/// <summary>
/// An event in the log. Each hash covers the event and the hash before it: changing, removing or inserting one breaks the rest.
/// </summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Event">What happened.</param>
/// <param name="Hash">See <see cref="HashOf"/>.</param>
public sealed record AuditEntry(long Sequence, AuditEvent Event, byte[] Hash)
{
    /// <summary>HMAC-SHA-256, keyed so that who can write to the store cannot forge the chain without the master key.</summary>
    public static byte[] HashOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> previous, long sequence, AuditEvent e)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> number = stackalloc byte[8];
        hash.AppendData(previous);
        BinaryPrimitives.WriteInt64LittleEndian(number, sequence);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64LittleEndian(number, e.Time);
        hash.AppendData(number);
        foreach (string text in (ReadOnlySpan<string>)[e.Actor, e.Action, e.Target, e.Outcome, e.Address, e.Details])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64LittleEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }
}

/// <summary>Which events are wanted; null is any.</summary>
/// <param name="Actor">Exactly.</param>
/// <param name="Action">Beginning so.</param>
/// <param name="From">Time, included.</param>
/// <param name="To">Time, excluded.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, long? From = null, long? To = null);

/// <summary>What checking the chain found.</summary>
/// <param name="Entries">Entries looked at.</param>
/// <param name="FirstBroken">The first sequence that does not fit; null when all do.</param>
/// <param name="Problem">What is wrong with it, or empty.</param>
/// <param name="AnchoredFrom">
/// The first entry that is anchored outside the database; null when none is. Of those before it only the chain says that they are whole.
/// </param>
public sealed record AuditVerdict(long Entries, long? FirstBroken, string Problem, long? AnchoredFrom = null);

/// <summary>The audit log (port): append only. Thread-safe; also used by other processes at the same time.</summary>
public interface IAuditLog
{
    /// <summary>Appends an event with the next sequence and its hash, in one transaction; on disk when it returns.</summary>
    ValueTask AppendAsync(AuditEvent e, CancellationToken cancellation);

    /// <summary>Newest first, beyond <paramref name="cursor"/>.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, long? cursor, int limit, CancellationToken cancellation);

    /// <summary>The newest entry; 0 when there is none.</summary>
    ValueTask<long> LastSequenceAsync(CancellationToken cancellation);

    /// <summary>Oldest first, beyond <paramref name="sequence"/>.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> AfterAsync(long sequence, int limit, CancellationToken cancellation);

    /// <summary>Up to which entry heads were delivered to where this store cannot write; 0 at first.</summary>
    ValueTask<long> DeliveredAsync(CancellationToken cancellation);

    /// <summary>Heads were delivered up to an entry.</summary>
    ValueTask DeliverAsync(long sequence, CancellationToken cancellation);

    /// <summary>Checks the whole chain, and that its entries are those that were remembered beside and outside it.</summary>
    ValueTask<AuditVerdict> VerifyAsync(CancellationToken cancellation);
}
