using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Running;

/// <summary>A row whose identifier had been seen before.</summary>
internal static class DuplicateRejection
{
    public static Rejection Of(Transaction transaction, string file, long line)
    {
        var schema = transaction.Schema;
        int field = schema.IndexOf(FieldRole.Id);
        string id = Encoding.UTF8.GetString(transaction.Text(schema.Slot(field)));
        return new Rejection(file, line,
            [new ColumnError(schema.Fields[field].Name, id,
                "an identifier that no earlier row has: this transaction was scored already")], null);
    }
}
