using System.Globalization;
using AzrActors.Benchmarks.Load;

namespace AzrActors.Benchmarks.Pages;

/// <summary>One official alone opens persons whom nobody has looked at before, and a worklist as long as it gets.</summary>
internal sealed class LonePages(PagesSettings settings, Caseload caseload) : IMeasurement
{
    private const int ViewsPerList = 4;

    /// <summary>Nobody turns pages faster; the register counts the event streams of an official and takes a moment to see one end.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    public string Name => "one-official";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        await caseload.PrepareAsync(stage, cancellationToken);
        var office = Caseload.Offices[0];
        using var browser = await Browser.SignInAsync(stage.Silo.Address, Caseload.OfficialOf(office, 1), cancellationToken);
        await stage.Silo.ForgetAsync(cancellationToken);
        var (persons, cpu) = await OpenAsync(settings.Views, () => Caseload.PathOf(caseload.NextFor(office)));
        var conditions = string.Create(CultureInfo.InvariantCulture,
            $"{settings.Views} pages, {Breath.TotalMilliseconds:0} ms from one to the next, each of a person who is read from the store first; {caseload.Conditions}");
        stage.AddTimes("person page, one official", persons, cpu, Goal.ValueAtMost(150, 75), conditions);
        var (lists, listCpu) = await OpenAsync(settings.Views / ViewsPerList, () => "/");
        var waiting = await stage.WaitingAsync(office, cancellationToken);
        stage.AddTimes("long worklist, one official", lists, listCpu, Goal.ValueAtMost(1_000, 500), string.Create(CultureInfo.InvariantCulture,
            $"{settings.Views / ViewsPerList} times; {waiting:#,0} notices wait; {caseload.Conditions}"));
        await browser.LeaveAsync();

        async Task<(Latencies Latencies, CpuUse Cpu)> OpenAsync(int count, Func<string> path)
        {
            var (latencies, meter) = (new Latencies(), new CpuMeter(stage.Silo));
            for (var i = 0; i < count; i++)
            {
                latencies.Add(await browser.OpenAsync(path(), null, cancellationToken));
                await Task.Delay(Breath, cancellationToken);
            }
            return (latencies, meter.Stop(count));
        }
    }
}
