using Vigil.Cli.Inputs;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Output;

/// <summary>Says what each column was taken for, and why.</summary>
internal static class ColumnReport
{
    public static void Show(Terminal terminal, InputSet inputs)
    {
        if (terminal.IsQuiet || inputs.Columns.IsEmpty)
            return;
        terminal.Note("Columns:");
        int width = Math.Min(32, inputs.Columns.Max(c => c.Name.Length));
        foreach (var column in inputs.Columns)
        {
            string role = column.Role != FieldRole.None ? column.Role.ToString().ToLowerInvariant() : column.IsUsed ? column.Type.ToString().ToLowerInvariant() : "left out";
            string format = column.Format is null ? "" : $" ({column.Format})";
            terminal.Note($"  {column.Name.PadRight(width)}  {role}{format}: {column.Reason}");
        }
        terminal.Note("");
    }
}
