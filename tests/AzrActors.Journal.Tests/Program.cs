using AzrActors.Journal.Tests.Embedded;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace AzrActors.Journal.Tests;

/// <summary>Runs the tests, or, for one of them, plays a process that owns a server until it is killed.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => args switch
    {
        [ServerOwner.Argument, var folder, var durable] => ServerOwner.OwnUntilKilledAsync(folder, bool.Parse(durable)),
        _ when args.Any(arg => arg is "-automated" or "@@") => ConsoleRunner.Run(args),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}
