using System.Text.Json;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Browser.Tests;

/// <summary>The pages are sent a part of KERN's style sheet; with the whole of it no element of theirs would look otherwise.</summary>
public sealed class WholeStyleTests(Chromium chromium)
{
    // Of elements with the same classes under the same kind of parent one stands for all.
    private const string Looks = """
        (() => {
          const kind = element => `${element?.tagName}.${element?.className}`;
          const kinds = new Map([...document.querySelectorAll("*")].map(element => [`${kind(element.parentElement)} > ${kind(element)}`, element]));
          const show = style => [...style].filter(name => !name.startsWith("--")).map(name => `${name}: ${style.getPropertyValue(name)}`).join("; ");
          return [...kinds].flatMap(([name, element]) => [null, "::before", "::after"].map(part => `${name}${part ?? ""} {${show(getComputedStyle(element, part))}}`));
        })()
        """;

    [Fact]
    public async Task No_element_of_a_page_misses_what_is_left_out()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Styles", "kern.min.css");
        var whole = JsonSerializer.Serialize(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await using var host = await ApiHost.StartAsync();
        host.Register.Findings.Standing = [Samples.Finding];
        Samples.FillIdentities(host.Register.Identities);
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(new Uri(host.Address, "/anmelden"));
        await CompareAsync("/anmelden");
        await tab.FollowAsync(".azr-person");
        foreach (var path in new[]
        {
            "/", "/suche", $"/datensatz/{Samples.Number}", $"/erfassen/{Samples.Number}?art=4.f", "/dubletten/17", "/webhooks",
        })
        {
            await tab.GoAsync(new Uri(host.Address, path));
            await CompareAsync(path);
        }
        // The comparison sees a rule that is missing.
        Assert.NotEqual("", (string?)await tab.EvaluateAsync($$"""
            (() => {
              const before = {{Looks}};
              document.styleSheets[0].insertRule("html { color: red }");
              const after = {{Looks}};
              return before.find((one, at) => one !== after[at]) ?? "";
            })()
            """));

        async Task CompareAsync(string path)
        {
            // Paper has no forms, and the tab goes on with one.
            foreach (var (dark, paper) in new[] { (false, true), (true, false), (false, false) })
            {
                await tab.UseDarkAsync(dark, paper);
                Assert.Equal("", (string?)await tab.EvaluateAsync($$"""
                    (() => {
                      const served = [...document.styleSheets].find(sheet => sheet.href?.includes("kern-used.css"));
                      const whole = new CSSStyleSheet();
                      whole.replaceSync({{whole}});
                      const rules = [...served.cssRules].map(rule => rule.cssText);
                      const put = texts => {
                        while (served.cssRules.length) served.deleteRule(0);
                        for (const text of texts) served.insertRule(text, served.cssRules.length);
                      };
                      const before = {{Looks}};
                      put([...whole.cssRules].map(rule => rule.cssText));
                      const after = {{Looks}};
                      put(rules);
                      const at = before.findIndex((one, place) => one !== after[place]);
                      const rest = (some, others) => some.split("; ").filter(one => !others.includes(one));
                      return whole.cssRules.length < 2 * rules.length ? "The whole sheet was not read." : at < 0 ? ""
                        : `{{path}}: ${before[at].split("{")[0]} has ${rest(before[at], after[at])} instead of ${rest(after[at], before[at])}`;
                    })()
                    """));
            }
        }
    }
}
