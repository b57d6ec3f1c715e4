using System.Text.Json;
using Vigil.Server.Errors;
using Vigil.Server.Http;
using Vigil.Server.Transactions;

namespace Vigil.Server.Jobs;

/// <summary>A request to decide transactions later.</summary>
/// <param name="Transactions">A JSON array.</param>
/// <param name="Count">Its length.</param>
/// <param name="Callback">Where to say that it is done, or null.</param>
internal sealed record AsyncRequest(ReadOnlyMemory<byte> Transactions, int Count, string? Callback)
{
    private const string CallbackMember = "callback_url";

    /// <summary>Reads a body. The transactions themselves are checked when they are decided.</summary>
    public static AsyncRequest? Read(ReadOnlyMemory<byte> body, StreamFields fields, CallbackHosts hosts, int limit, out Problem? problem)
    {
        var members = BodyMembers.Read(body, TransactionList.Member, CallbackMember);
        var array = TransactionList.Find(members, TransactionList.Member);
        string? callback = members.Text(CallbackMember, longest: 2000);
        if (callback is not null && !hosts.Allows(callback, out _))
            members.Fail(CallbackMember, "an address that is not allowed", hosts.Expected);
        int count = Length(array);
        if (count > limit)
            members.Fail(TransactionList.Member, FormattableString.Invariant($"{count} transactions"),
                FormattableString.Invariant($"at most {limit} in one request"));
        if (fields.Id < 0 && members.IsObject)
            members.Fail(TransactionList.Member, "transactions without an identifier",
                "a stream that has a field with the role id; send these one by one or as a batch");
        problem = members.Errors.Count > 0 ? Problem.Invalid(members.Errors) : null;
        return problem is null ? new AsyncRequest(array, count, callback) : null;
    }

    private static int Length(ReadOnlyMemory<byte> array)
    {
        if (array.IsEmpty)
            return 0;
        var json = new Utf8JsonReader(array.Span, BodyMembers.Options);
        int count = 0;
        for (json.Read(); json.Read() && json.TokenType != JsonTokenType.EndArray; count++)
            json.Skip();
        return count;
    }
}
