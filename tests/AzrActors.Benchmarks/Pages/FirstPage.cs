using System.Diagnostics;
using System.Globalization;
using AzrActors.Benchmarks.Load;

namespace AzrActors.Benchmarks.Pages;

/// <summary>What an official waits for whose browser has kept nothing: the first page with styles and scripts, the silo being warm.</summary>
internal sealed class FirstPage(PagesSettings settings, Caseload caseload) : IMeasurement
{
    private const int ViewsPerEntry = 10;

    public string Name => "first-page";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        await caseload.PrepareAsync(stage, cancellationToken);
        var (official, times) = (Caseload.OfficialOf(Caseload.Offices[0], 1), Math.Max(10, settings.Views / ViewsPerEntry));
        var (page, entry, document) = (new Latencies(), new Latencies(), (Transfer?)null);
        var meter = new CpuMeter(stage.Silo);
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            using var browser = await Browser.SignInAsync(stage.Silo.Address, official, cancellationToken);
            var signedIn = clock.Elapsed;
            (document, _) = await browser.GetWholeAsync("/", cancellationToken);
            page.Add(clock.Elapsed - signedIn);
            entry.Add(clock.Elapsed);
        }
        var cpu = meter.Stop(times);
        var conditions = string.Create(CultureInfo.InvariantCulture,
            $"{times} times, one official, nothing else; {caseload.Conditions}; worklist of {document!.Size / 1024} KB; document, styles and scripts");
        stage.Add(new Figure("first page, nothing kept, p50", page.Median, "ms", null, conditions));
        stage.Add(new Figure("first page, nothing kept, p95", page.P95, "ms", null, conditions)
        {
            LimitedBy = cpu.ToString(), Goal = Goal.ValueAtMost(1_000, 500),
        });
        stage.Add(new Figure("sign-in and first page, p95", entry.P95, "ms", null, $"{conditions}; without the time in which the official chooses"));
    }
}
