using System.Diagnostics;

namespace AzrActors.Journal.Embedded;

/// <summary>
/// A small shell between us and the server. It reads from a pipe that only we hold: when we die, even by kill -9, the
/// pipe ends and the guardian stops the server. In a session of its own, so that Ctrl-C reaches the silo alone and
/// grains can still write while they are put to sleep.
/// </summary>
internal sealed class PostgresGuardian : IAsyncDisposable
{
    // Arguments: log file, folder to remove afterwards or nothing, first signal, then the server's command line.
    private const string Script = """
        exec 3<&0 </dev/null >/dev/null 2>&1
        log=$1 remove=$2 signal=$3
        shift 3
        "$@" 3<&- >>"$log" 2>&1 &
        server=$!
        (
          read -r word <&3
          if [ "$word" = stop ]; then tenths=300; else tenths=15; fi
          kill -s "$signal" "$server"
          while [ "$tenths" -gt 0 ] && kill -0 "$server"; do
            sleep 0.1
            tenths=$((tenths - 1))
          done
          kill -s QUIT "$server"
        ) &
        watch=$!
        wait "$server"
        code=$?
        kill "$watch"
        if [ -n "$remove" ]; then
          # Not before we have let go: a server that failed to start has left its reasons in there.
          (read -r word <&3; rm -rf -- "$remove") &
        fi
        exit "$code"
        """;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RemovalPatience = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly string? removeAfterwards;

    private PostgresGuardian(Process process, string? removeAfterwards)
    {
        this.process = process;
        this.removeAfterwards = removeAfterwards;
    }

    internal bool HasExited => process.HasExited;

    /// <summary>Completes when the server has ended, for whatever reason.</summary>
    internal Task Ended => process.WaitForExitAsync(CancellationToken.None);

    internal static PostgresGuardian Start(IEnumerable<string> server, string log, string? removeAfterwards)
    {
        // INT lets transactions roll back and writes a checkpoint; a cluster that is thrown away needs neither.
        var signal = removeAfterwards is null ? "INT" : "QUIT";
        var start = new ProcessStartInfo(
            "setsid", ["sh", "-c", Script, "azr-postgres-guardian", log, removeAfterwards ?? "", signal, .. server])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
        };
        return new PostgresGuardian(Process.Start(start)!, removeAfterwards);
    }

    /// <summary>
    /// Stops the server in order and waits for it; after 30 seconds the guardian does it without order.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await process.StandardInput.WriteAsync("stop\n");
            process.StandardInput.Close();
        }
        // Nobody reads any more: the server, and with it the guardian, has ended before us.
        catch (IOException)
        {
            await Ended;
        }

        await Ended;
        await OutliveFolderAsync();
    }

    /// <summary>The folder goes after the server, by a shell that nobody waits for.</summary>
    private async Task OutliveFolderAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (Directory.Exists(removeAfterwards) && Stopwatch.GetElapsedTime(started) < RemovalPatience)
            await Task.Delay(Beat);
    }
}
