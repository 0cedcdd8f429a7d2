using System.Diagnostics;
using AzrActors.Benchmarks.Load;

namespace AzrActors.Benchmarks.Pages;

/// <summary>The very first page that a silo shows after its start: nothing of it is compiled yet.</summary>
internal sealed class StartedPage : IMeasurement
{
    public string Name => "started";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var browser = await Browser.SignInAsync(stage.Silo.Address, Caseload.OfficialOf(Caseload.Offices[0], 0), cancellationToken);
        var signedIn = clock.Elapsed;
        await browser.GetWholeAsync("/", cancellationToken);
        stage.Add(new Figure("first page that the silo ever shows", (clock.Elapsed - signedIn).TotalMilliseconds, "ms", null,
            $"once; document, styles and scripts; the sign-in before it, also the first, took {signedIn.TotalMilliseconds:0} ms"));
    }
}
