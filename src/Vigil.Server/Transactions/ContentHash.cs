using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Vigil.Engine.Runtime;

namespace Vigil.Server.Transactions;

/// <summary>A hash of what a request means: equal for transactions of equal values in the same order, however they are written.</summary>
internal static class ContentHash
{
    /// <summary>The hash. Times of receipt and identifiers that were made up for transactions without one do not count.</summary>
    /// <param name="key">What it is keyed with, so that nobody can try out what the request held.</param>
    /// <param name="items">The transactions.</param>
    public static UInt128 Of(byte[] key, IReadOnlyList<IncomingTransaction> items)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var item in items)
            if (item.Submission is { } submission)
                Append(hash, submission, item.HasOwnId);
            else
                foreach (var error in item.Errors)
                    Append(hash, Encoding.UTF8.GetBytes($"{error.Column}: {error.Found}"));
        return BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, Submission submission, bool hasOwnId)
    {
        var (transaction, fields) = (submission.Transaction, StreamFields.Of(submission.Stream));
        foreach (double number in transaction.Numbers)
            Append(hash, number);
        for (int slot = 0; slot < transaction.Schema.TextCount; slot++)
            if (slot != fields.IdSlot || hasOwnId)
                Append(hash, transaction.Text(slot));
        Append(hash, transaction.Label);
        // Microseconds are whole: what is none of them stands apart.
        Append(hash, submission.HasTime ? transaction.Time : submission.TimeOfDay is { } clock ? clock.Ticks + 0.25 : 0.5);
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> text)
    {
        Append(hash, text.Length);
        hash.AppendData(text);
    }

    private static void Append(IncrementalHash hash, double number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        // 0 and -0 are one value, and so are all ways of being none.
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, number == 0 ? 0 : double.IsNaN(number) ? double.NaN : number);
        hash.AppendData(bytes);
    }
}
