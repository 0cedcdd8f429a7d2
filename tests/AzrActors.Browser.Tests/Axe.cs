using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;

namespace AzrActors.Browser.Tests;

/// <summary>Runs axe-core in a page. It is a floor: what it cannot see has assertions of its own.</summary>
internal static class Axe
{
    private const string Options =
        """
        { "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
          "resultTypes": ["violations"] }
        """;

    public static async Task FindsNothingAsync(Tab tab)
    {
        // Over the debugging protocol, because the page's policy rightly refuses foreign scripts.
        await tab.EvaluateAsync(new BundledAxeScriptProvider().GetScript() + "; 0");
        var found = (await tab.EvaluateAsync(
            $"axe.run(document, {Options}).then(r => ({{ passes: r.passes.length, violations: r.violations }}))"))!;
        Assert.True((int)found["passes"]! > 5, "axe ran no rules.");
        var violations = found["violations"]!.AsArray().Select(Describe).ToList();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    /// <summary>Checks the open page in both colour schemes and keeps its pictures.</summary>
    public static async Task FindsNothingInLightAndDarkAsync(Tab tab, string picture)
    {
        foreach (var dark in new[] { false, true })
        {
            await tab.UseDarkAsync(dark);
            await FindsNothingAsync(tab);
            await Album.KeepAsync(tab, $"{picture}-{(dark ? "dark" : "light")}");
        }
    }

    private static string Describe(JsonNode? violation)
    {
        var places = violation!["nodes"]!.AsArray().Select(node => $"{node!["html"]} {node["failureSummary"]}");
        return $"{violation["id"]}: {violation["help"]}\n  {string.Join("\n  ", places)}";
    }
}
