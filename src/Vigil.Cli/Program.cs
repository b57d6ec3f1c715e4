using System.CommandLine;
using System.CommandLine.Invocation;
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
    Simulate.Create(),
    StreamFile.Create(),
    Demo.Create(),
    Serve.Create(),
    InitDb.Create(),
    UserVerbs.Create(),
    KeyVerbs.Create(),
    AuditVerbs.Create(),
    InitProfiles.Create(),
    Stats.Create(),
    Backup.Create(),
    Restore.Create(),
    Replay.Create(),
    Projections.Create(),
    Erase.Create(),
    Reset.Create(),
};
root.Add(Verb.QuietOption);
Usage.AddExamples(root);
// After Ctrl-C a verb has this long to reach a point where it can stop and clear away what is half-written.
var settings = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
// A name that starts with @ is a name.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
return parsed.Action is ParseErrorAction ? Usage.Fail(parsed) : await parsed.InvokeAsync(settings);
