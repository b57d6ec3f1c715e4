using System.CommandLine;
using Vigil.Engine.Streams.Inference;

namespace Vigil.Cli.Inputs;

/// <summary>The files of a verb and what to make of their columns.</summary>
/// <param name="areFilesOptional">Whether the verb does something without files, too.</param>
internal sealed class InputOptions(bool areFilesOptional = false)
{
    public Argument<string[]> Files { get; } = FileArgument.Create(
        "CSV, CSV.gz, Parquet or JSON lines; several; patterns such as 'data/*.csv'; - for standard input",
        areFilesOptional ? ArgumentArity.ZeroOrMore : ArgumentArity.OneOrMore);

    public Option<string[]> Stream { get; } = new("--stream", "-s")
    {
        Description = "Stream file (YAML); given several times, the files add up. Without it the columns' meanings are worked out",
        HelpName = "FILE",
    };

    public Option<string?> Rejected { get; } = new("--rejected")
    {
        Description = "Where rows go that cannot be read, each with file, line, column, what was found and what was expected",
        HelpName = "FILE",
        DefaultValueFactory = _ => "rejected.jsonl",
    };

    private readonly Option<string?> _time = Column("--time", "the event time");
    private readonly Option<string?> _entity = Column("--entity", "the entity whose behaviour is judged");
    private readonly Option<string?> _amount = Column("--amount", "the amount");
    private readonly Option<string?> _label = Column("--label", "the fraud label");

    /// <summary>Everything of it, for a command's list of parts.</summary>
    public IEnumerable<Symbol> Parts => [Files, Stream, ColumnsOption.Columns, _time, _entity, _amount, _label, Rejected];

    /// <summary>The roles that the user states.</summary>
    public RoleOverrides Roles(ParseResult parsed) =>
        new(parsed.GetValue(_time), parsed.GetValue(_entity), parsed.GetValue(_amount), parsed.GetValue(_label));

    private static Option<string?> Column(string name, string what) =>
        new(name) { Description = $"Column that holds {what}", HelpName = "COLUMN" };
}
