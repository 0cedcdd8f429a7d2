using System.Diagnostics;

namespace AzrActors.Browser.Tests;

/// <summary>
/// One headless Chromium for all tests of the assembly. It is Debian's own; where it is missing and the tests run as
/// root, it is installed. Without a browser the tests fail and say so: a page nobody looked at is not tested.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome"];
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("azr-browser-");
    private Process? _process;
    private Uri? _address;

    public async ValueTask InitializeAsync()
    {
        _process = Process.Start(new ProcessStartInfo(await FindAsync(),
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
            "--hide-scrollbars",
            $"--user-data-dir={_profile.FullName}", "--remote-debugging-port=0", "about:blank",
        ])
        { RedirectStandardError = true }) ?? throw new InvalidOperationException("Chromium did not start.");
        var heard = new List<string>();
        // It names its debugging address on standard error, among other things.
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            heard.Add(line);
            if (line.Split("listening on ") is not [_, var address]) continue;
            _address = new Uri(address.Trim());
            _ = _process.StandardError.ReadToEndAsync();
            return;
        }
        throw new InvalidOperationException($"Chromium ended without a debugging address:\n{string.Join('\n', heard)}");
    }

    /// <summary>A fresh window with its own cookies.</summary>
    public Task<Tab> OpenAsync(int width = 1280, int height = 900) => Tab.OpenAsync(_address!, width, height);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        _profile.Delete(recursive: true);
    }

    private static async Task<string> FindAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is { } found) return found;
        if (Environment.UserName == "root" && File.Exists("/usr/bin/apt-get"))
        {
            await RunAsync("apt-get", "update", "-qq");
            await RunAsync("apt-get", "install", "-y", "-qq", "chromium");
            if (Places.FirstOrDefault(File.Exists) is { } installed) return installed;
        }
        throw new InvalidOperationException(
            $"The browser tests need Chromium at one of {string.Join(", ", Places)}: apt-get install chromium");
    }

    private static async Task RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException(
            $"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
