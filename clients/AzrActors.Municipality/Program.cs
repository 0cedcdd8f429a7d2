using System.CommandLine;
using System.CommandLine.Invocation;
using AzrActors.Client;
using AzrActors.Municipality;
using Microsoft.Extensions.Options;

var mirror = new Option<string>("--mirror")
{
    Description = "SQLite file of the mirror.",
    HelpName = "FILE",
    Required = true,
    Recursive = true,
};
var root = new RootCommand("Keeps an authority's own copy of the records it is responsible for, until Ctrl+C.") { mirror };
root.Subcommands.Add(ReadCommands.List(mirror));
root.Subcommands.Add(ReadCommands.Show(mirror));
_ = new FollowCommand(root, mirror);

var parsed = root.Parse(args);
var isUsable = parsed.Errors.Count == 0;
if (parsed.Action is ParseErrorAction faults) faults.ShowHelp = false;
try
{
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return isUsable ? code : 2;
}
catch (Exception fault) when (fault is NoticeGapException or MirrorOutOfStepException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
catch (Exception fault) when (fault is BadMirrorFileException or OptionsValidationException)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}
catch (UnauthorizedAccessException fault)
{
    Console.Error.WriteLine($"The register does not accept this caller: {fault.Message}");
    return 2;
}
catch (RegisterUnavailableException fault)
{
    Console.Error.WriteLine($"The register is out of reach: {fault.Message}");
    return 3;
}
catch (OperationCanceledException)
{
    return 130;
}
