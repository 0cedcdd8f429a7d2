using System.CommandLine;
using AzrActors.Silo;

// The host listens for the signals that end the process, not the command line.
return await SiloCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
