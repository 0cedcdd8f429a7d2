using System.Diagnostics;
using System.Globalization;

namespace AzrActors.Torture.Processes;

/// <summary>
/// A small shell that outlives this program, even when it is killed: it then ends the processes that still run and
/// removes the folder. It knows of our end by a pipe that only we hold.
/// </summary>
internal sealed class Guardian : IAsyncDisposable
{
    private const string Script = """
        running=' '
        while read -r what process; do
          case $what in
            +) running="$running$process " ;;
            -) running=${running%% "$process" *}' '${running#* "$process" } ;;
          esac
        done
        for process in $running; do kill -KILL "$process"; done
        rm -rf -- "$1"
        """;

    private readonly Lock _gate = new();
    private readonly Process _process;

    public Guardian(string folder) => _process = Process.Start(
        new ProcessStartInfo("setsid", ["sh", "-c", Script, "azr-torture-guardian", folder]) { RedirectStandardInput = true, RedirectStandardError = true })!;

    public void Watch(int process) => Tell('+', process);

    public void Forget(int process) => Tell('-', process);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private void Tell(char what, int process)
    {
        lock (_gate)
        {
            _process.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{what} {process}\n"));
            _process.StandardInput.Flush();
        }
    }
}
