using System.Text.Json;
using Vigil.Server.Errors;
using Vigil.Server.Http;

namespace Vigil.Server.Transactions;

/// <summary>Reads <c>{ "transactions": [ … ] }</c>.</summary>
internal static class TransactionList
{
    /// <summary>The member's name.</summary>
    public const string Member = "transactions";

    /// <summary>The transactions, or null with an error.</summary>
    public static List<IncomingTransaction>? Read(ReadOnlyMemory<byte> body, in IntakeTerms terms, int limit, out Problem? problem)
    {
        var members = BodyMembers.Read(body, Member);
        var array = Find(members, Member);
        problem = members.Errors.Count > 0 ? Problem.Invalid(members.Errors) : null;
        return problem is null ? IncomingBatch.ReadArray(array, terms, limit, Member, out problem) : null;
    }

    /// <summary>A member that must be an array; anything else is noted as an error.</summary>
    public static ReadOnlyMemory<byte> Find(BodyMembers members, string name)
    {
        if (members.Find(name) is (JsonTokenType.StartArray, var array))
            return array;
        if (members.IsObject)
            members.Fail(name, members.Find(name) is null ? "nothing" : JsonShape.Of(members.Find(name)!.Value.Kind),
                "an array of JSON objects: { \"transactions\": [ … ] }, or send one transaction to the route for one");
        return default;
    }
}
