using System.Xml.Linq;

namespace AzrActors.Architecture.Tests;

/// <summary>Code depends in the direction in which an update travels; the table is that of ARCHITECTURE.md.</summary>
public class ProjectReferencesTests
{
    // Room -> rooms it may refer to. Nothing else may.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["AzrActors.Domain"] = [],
        ["AzrActors.Contracts"] = [],
        ["AzrActors.Journal"] = ["AzrActors.Domain"],
        ["AzrActors.Streams"] = ["AzrActors.Contracts", "AzrActors.Journal"],
        ["AzrActors.Grains"] = ["AzrActors.Domain", "AzrActors.Contracts", "AzrActors.Journal", "AzrActors.Streams"],
        ["AzrActors.Client"] = ["AzrActors.Contracts"],
        ["AzrActors.Api"] = ["AzrActors.Contracts", "AzrActors.Client"],
        ["AzrActors.Agency"] = ["AzrActors.Client", "AzrActors.Domain"],
        ["AzrActors.Municipality"] = ["AzrActors.Client"],
        ["AzrActors.Demo"] = ["AzrActors.Client", "AzrActors.Domain"],
        ["AzrActors.Silo"] = ["AzrActors.Grains", "AzrActors.Streams", "AzrActors.Journal", "AzrActors.Api", "AzrActors.Demo"],
    };

    [Fact]
    public void Project_references_are_exactly_the_table()
    {
        var actual = Projects().ToDictionary(project => Path.GetFileNameWithoutExtension(project), References);
        Assert.Equal(Allowed.Keys.Order(), actual.Keys.Order());
        Assert.All(Allowed, room => Assert.Equal(room.Value.Order(), actual[room.Key].Order()));
    }

    [Fact]
    public void The_table_is_the_one_in_the_architecture_document()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "ARCHITECTURE.md"));
        Assert.All(Allowed, room => Assert.Contains(
            $"| {Short(room.Key)} | {(room.Value.Length == 0 ? "nothing" : string.Join(", ", room.Value.Select(Short)))} |", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_domain_has_no_packages() => Assert.All(
        XDocument.Load(Projects().Single(project => project.EndsWith("AzrActors.Domain.csproj", StringComparison.Ordinal))).Descendants("PackageReference"),
        package => Assert.Equal("all", (string?)package.Attribute("PrivateAssets")));

    [Fact]
    public void Only_the_journal_and_the_composition_root_know_the_database_driver()
    {
        var knowing = Projects()
            .Where(project => FilesWith(project, "using Npgsql").Any())
            .Select(project => Path.GetFileNameWithoutExtension(project)).Order();
        Assert.Equal(["AzrActors.Journal", "AzrActors.Silo"], knowing);
    }

    // Only these know what to do about every fault; whatever else throws in the background ends the silo.
    [Fact]
    public void What_runs_beside_the_register_is_paced_or_the_demo()
    {
        var own = Projects().SelectMany(project => FilesWith(project, ": BackgroundService"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order();
        Assert.Equal(["DemoRunner", "PacedService"], own);
    }

    private static IEnumerable<string> FilesWith(string project, string text) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(file).Contains(text, StringComparison.Ordinal));

    private static string Short(string project) => project["AzrActors.".Length..];

    private static IEnumerable<string> Projects() => new[] { "src", "silo", "clients" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories));

    private static string[] References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))];
}
