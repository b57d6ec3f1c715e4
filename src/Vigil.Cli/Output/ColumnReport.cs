using Vigil.Cli.Inputs;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Output;

/// <summary>Says what each column was taken for, and why.</summary>
internal static class ColumnReport
{
    public static void Show(Terminal terminal, InputSet inputs)
    {
        foreach (string note in inputs.Notes)
            terminal.Note(note);
        if (terminal.IsQuiet || inputs.Columns.IsEmpty)
            return;
        terminal.Note("Columns:");
        int width = Math.Min(32, inputs.Columns.Max(c => c.Name.Length));
        foreach (var column in inputs.Columns)
        {
            string name = column.Name.PadRight(width);
            terminal.Note(column.IsUsed ? $"  {name}  {Meaning(column)}: {column.Reason}" : $"  {name}  {column.Reason}");
        }
        terminal.Note("");
        foreach (string warning in inputs.Warnings)
            terminal.Warn(warning);
    }

    private static string Meaning(InferredColumn column)
    {
        string word = (column.Role == FieldRole.None ? column.Type.ToString() : column.Role.ToString()).ToLowerInvariant();
        return column.Format is null ? word : $"{word} ({column.Format})";
    }
}
