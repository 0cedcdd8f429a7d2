using System.Globalization;
using AzrActors.Benchmarks.Load;

namespace AzrActors.Benchmarks.Pages;

/// <summary>How much script and style a browser that has kept nothing loads with a page.</summary>
internal sealed class PageWeight(Caseload caseload) : IMeasurement
{
    private const double BytesPerKilobyte = 1_024;

    public string Name => "weight";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        await caseload.PrepareAsync(stage, cancellationToken);
        var office = Caseload.Offices[0];
        var person = Caseload.PathOf(caseload.KnownOf(office)[0]);
        string[] pages =
        [
            "/", "/eingang", "/suche", "/erfassen", "/dubletten", "/qualitaet", "/meldungen", "/webhooks", "/befugnisse", "/rolle",
            person, $"{person}/verlauf", $"{person}/unterrichtet", $"{person}/druck",
        ];
        using var browser = await Browser.SignInAsync(stage.Silo.Address, Caseload.OfficialOf(office, 0), cancellationToken);
        var (sent, size) = (0, 0);
        foreach (var page in pages)
        {
            var (_, assets) = await browser.GetWholeAsync(page, cancellationToken);
            (sent, size) = (Math.Max(sent, assets.Sent), Math.Max(size, assets.Size));
        }
        var conditions = string.Create(CultureInfo.InvariantCulture, $"most of {pages.Length} pages; a browser that takes Brotli");
        stage.Add(new Figure("script and style of a page, as sent", sent / BytesPerKilobyte, "KB", null, conditions) { Goal = Goal.ValueAtMost(200, 100) });
        stage.Add(new Figure("script and style of a page, unpacked", size / BytesPerKilobyte, "KB", null, conditions) { Goal = Goal.ValueAtMost(200, 100) });
    }
}
