using System.ComponentModel;
using System.Diagnostics;

namespace AzrActors.Journal.Embedded;

/// <summary>A program of the machine, run to its end.</summary>
internal static class Tool
{
    /// <summary>
    /// Runs a program and collects what it printed; a program that does not exist gives exit code 127.
    /// </summary>
    internal static async Task<ToolResult> RunAsync(
        IEnumerable<string> command, CancellationToken cancellationToken, string workingFolder = "/")
    {
        var words = command.ToArray();
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Messages are matched and shown in English whatever the machine speaks.
            Environment = { ["LC_ALL"] = "C", ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ToolResult(process.ExitCode, (await output).Trim(), (await errors).Trim());
        }
        catch (Win32Exception missing)
        {
            return new ToolResult(127, "", missing.Message);
        }
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <exception cref="EmbeddedPostgresException">It failed; the message carries what it printed.</exception>
    internal static async Task<string> MustRunAsync(IEnumerable<string> command, CancellationToken cancellationToken)
    {
        var words = command.ToArray();
        var result = await RunAsync(words, cancellationToken);
        return result.Succeeded
            ? result.Output
            : throw new EmbeddedPostgresException($"'{string.Join(' ', words)}' failed: {result.Complaint}");
    }

    /// <summary>The first file of this name in a folder of PATH.</summary>
    internal static string? FindOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}

/// <summary>How a program ended and what it printed.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    internal bool Succeeded => ExitCode == 0;

    internal string Complaint => Errors.Length > 0 ? Errors : Output.Length > 0 ? Output : $"exit code {ExitCode}";
}
