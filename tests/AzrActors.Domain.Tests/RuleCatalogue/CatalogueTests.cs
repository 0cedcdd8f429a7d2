using System.Reflection;
using System.Text;
using AzrActors.Domain.Quality;

namespace AzrActors.Domain.Tests.RuleCatalogue;

/// <summary>The catalogue of rules as a whole: complete, one function and one test each, and printed as a table.</summary>
public class CatalogueTests
{
    private const string Regenerate = "AZR_WRITE_GOLDENS";

    // Numbers that the project's list of rules gives out; between them there are gaps.
    private static readonly IEnumerable<int> Given =
        [.. Enumerable.Range(1, 96), .. Enumerable.Range(100, 11), .. Enumerable.Range(120, 21)];

    public static TheoryData<string> Quality { get; } = [.. Rules.All.Where(rule => rule.Id[0] == 'Q').Select(rule => rule.Id)];

    public static TheoryData<string> Judged { get; } = [.. Rules.All
        .Where(rule => rule.Id[0] == 'Q' && rule.Judged is not (Domain.Quality.Judged.Register or Domain.Quality.Judged.Consequence)).Select(rule => rule.Id)];

    [Fact]
    public void All_128_rules_are_in_the_catalogue() =>
        Assert.Equal(Given.Select(number => $"Q{number:D3}"), Rules.All.Select(rule => rule.Id).Where(id => id[0] == 'Q'));

    [Fact]
    public void Every_rule_has_a_name_in_code() => Assert.Equal(
        Rules.All.OrderBy(rule => rule.Id, StringComparer.Ordinal),
        typeof(Rules).GetProperties().Where(property => property.PropertyType == typeof(Rule)).Select(property => (Rule)property.GetValue(null)!)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal));

    [Theory, MemberData(nameof(Judged))]
    public void A_rule_that_is_judged_has_one_pure_function(string id)
    {
        var functions = typeof(Rule).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.GetCustomAttribute<JudgesAttribute>()?.Rule == id).ToList();
        Assert.True(Assert.Single(functions).IsStatic);
    }

    [Theory, MemberData(nameof(Quality))]
    public void A_rule_has_a_test_of_its_own(string id)
    {
        // Consequences are tested where they are drawn: they are acts, not judgements.
        if (Rules.Get(id).Judged == Domain.Quality.Judged.Consequence) return;
        Assert.Contains(typeof(CatalogueTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()),
            method => method.GetCustomAttributes<TraitAttribute>().Any(trait => trait.Name == "rule" && trait.Value == id));
    }

    [Fact]
    public void Standing_rules_are_those_that_are_judged_so() => Assert.Equal(
        Rules.All.Where(rule => rule is { Judged: Domain.Quality.Judged.Standing, Severity: not Severity.Auto }).Select(rule => rule.Id),
        StandingRules.All.Select(one => one.Rule.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_not_judged_says_where_it_is_enforced() => Assert.All(Rules.All, rule =>
        Assert.True(rule.Where.Length > 0 || rule.Judged is not (Domain.Quality.Judged.Register or Domain.Quality.Judged.Consequence), $"{rule.Id} says nothing."));

    [Fact]
    public void Rules_of_our_own_do_not_refuse_before_they_are_confirmed() => Assert.All(
        Rules.All.Where(rule => rule.Source.StartsWith("eigene Regel", StringComparison.Ordinal)), rule => Assert.NotEqual(Severity.Refuse, rule.Severity));

    [Fact]
    public void Texts_say_what_to_do() => Assert.All(Rules.All, rule => Assert.True(
        rule.German.Contains("itte", StringComparison.Ordinal) || rule.German.Contains("nichts zu tun", StringComparison.Ordinal) || rule == Rules.DurationBesideDate,
        $"{rule.Id}: {rule.German}"));

    [Fact]
    public void A_version_of_a_rule_holds_from_its_first_day_on()
    {
        var rule = Rules.BenefitIncomplete;
        Assert.Same(rule, rule.On(rule.ValidFrom));
        Assert.Null(rule.On(rule.ValidFrom.AddDays(-1)));
    }

    [Fact]
    public void The_printed_table_is_the_catalogue()
    {
        var table = Table();
        if (Environment.GetEnvironmentVariable(Regenerate) == "1") File.WriteAllText(TableFile(), table, new UTF8Encoding(false));
        Assert.True(File.ReadAllText(TableFile()) == table, $"The rules have changed. Run this test with {Regenerate}=1, which writes src/RULES.md anew, and commit it.");
    }

    private static string Table()
    {
        var text = new StringBuilder("# Rules of the register\n\nWritten from `AzrActors.Domain/Quality/rules.csv` by a test; do not edit. A rule in brackets is to become "
            + "what the brackets say once an expert has confirmed it; until then it only flags.\n");
        foreach (var group in Rules.All.GroupBy(rule => rule.Judged).OrderBy(group => group.Key))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {Heading(group.Key)}\n\n| Rule | Does | Mends | Terms | Looks at | Rests on | What it says |\n|---|---|---|---|---|---|---|\n");
            foreach (var rule in group)
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {rule.Id}{(rule.Version > 1 ? $" v{rule.Version}" : "")} | {Word(rule.Severity)}{(rule.Intended == rule.Severity ? "" : $" ({Word(rule.Intended)})")}")
                    .Append(System.Globalization.CultureInfo.InvariantCulture, $" | {rule.Mends.ToString().ToLowerInvariant()} | {string.Join(' ', rule.Terms)} | {rule.Field}{(rule.Where.Length > 0 ? $" ({rule.Where})" : "")} | {rule.Source} | {rule.German}<br>{rule.English} |\n");
        }
        return text.ToString();
    }

    private static string Heading(Judged judged) => judged switch
    {
        Domain.Quality.Judged.Submission => "Judged on the submission as a whole",
        Domain.Quality.Judged.Entry => "Judged on one entry",
        Domain.Quality.Judged.Change => "Judged on what an entry does to the record",
        Domain.Quality.Judged.Standing => "Judged on the record as it stands on a day",
        Domain.Quality.Judged.Neighbours => "Judged on the record and the directory of authorities",
        Domain.Quality.Judged.Records => "Judged on several records or a record and its surroundings",
        Domain.Quality.Judged.Register => "Kept by the register's machinery",
        Domain.Quality.Judged.Consequence => "Consequences the register draws",
        _ => throw new ArgumentOutOfRangeException(nameof(judged), judged, null),
    };

    private static string Word(Severity severity) => severity switch { Severity.Refuse => "refuses", Severity.Flag => "flags", Severity.Ask => "asks", _ => "by itself" };

    private static string TableFile([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "RULES.md");
}
