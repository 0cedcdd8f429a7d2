using Spectre.Console;

namespace AzrActors.Agency;

/// <summary>The two outputs: results on standard output, everything about the way there on standard error.</summary>
internal static class Screens
{
    private const int RedirectedWidth = 240;

    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        // A file or pipe has no width; the assumed 80 columns would break every table.
        if (redirected) console.Profile.Width = RedirectedWidth;
        return console;
    }
}
