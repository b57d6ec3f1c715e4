using System.CommandLine;
using Vigil.Cli;
using Vigil.Cli.Verbs;

var root = new RootCommand(
    """
    Vigil finds the transactions that should not have happened, and says why.

    Exit codes: 0 done, 1 failed, 2 the command line is wrong, 3 a file cannot be used, 4 nothing to score, 130 stopped by Ctrl-C.
    """)
{
    Detect.Create(),
    Vigil.Cli.Verbs.Features.Create(),
    Train.Create(),
    Score.Create(),
    Evaluate.Create(),
};
root.Add(Verb.QuietOption);
var parsed = root.Parse(args);
int code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
