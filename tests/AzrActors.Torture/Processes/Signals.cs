using System.Diagnostics;
using System.Globalization;

namespace AzrActors.Torture.Processes;

/// <summary>Signals to processes of this run, and nobody else's.</summary>
internal static class Signals
{
    public const string Kill = "KILL";
    public const string Stop = "STOP";
    public const string Continue = "CONT";
    public const string Terminate = "TERM";

    /// <summary>A process that has gone meanwhile is none to be told anything.</summary>
    public static async Task SendAsync(string signal, params IReadOnlyList<int> processes)
    {
        if (processes.Count == 0) return;
        var start = new ProcessStartInfo("kill", [$"-{signal}", .. processes.Select(process => process.ToString(CultureInfo.InvariantCulture))])
        {
            RedirectStandardError = true,
        };
        using var kill = Process.Start(start)!;
        await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
    }

    /// <summary>Ids of the living children of a process with their command lines.</summary>
    public static IReadOnlyList<(int Id, string Command)> ChildrenOf(int parent)
    {
        var children = new List<(int, string)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                // The name in brackets may hold blanks; after it come state and parent.
                var fields = File.ReadAllText(Path.Combine(folder, "stat")).Split(") ")[^1].Split(' ');
                if (int.Parse(fields[1], CultureInfo.InvariantCulture) != parent) continue;
                children.Add((id, File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ')));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
        return children;
    }
}
