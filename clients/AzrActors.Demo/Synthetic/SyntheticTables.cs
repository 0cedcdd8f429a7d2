using System.Globalization;
using System.Text;
using AzrActors.Demo.Synthetic.Matching;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Demo.Synthetic;

/// <summary>One nationality of the synthetic population.</summary>
/// <param name="Key">State key.</param>
/// <param name="NewYear">Share of birth dates on 1 January.</param>
internal sealed record Origin(string Key, double Weight, string Language, double NewYear, IReadOnlyList<string> Places)
{
    /// <summary>No concrete nationality, hence no country of birth either.</summary>
    public bool IsOpen => States.IsOpen(Key);
}

/// <summary>A residence status that persons of a group of origin hold.</summary>
/// <param name="Code">Status code; empty for none.</param>
/// <param name="Years">Years for which it is granted; 0 without limit.</param>
internal sealed record StatusShare(
    string Group, string Code, double Weight, int AgeMin, int AgeMax, int StayMinYears, int StayMaxYears, int Years);

/// <summary>Family names and given names of one language.</summary>
internal sealed record NamePool(IReadOnlyList<string> Family, IReadOnlyList<string> Female, IReadOnlyList<string> Male);

/// <summary>The weights and names the synthetic population is drawn from.</summary>
internal static class SyntheticTables
{
    public static IReadOnlyList<Origin> Origins { get; } =
        [.. Read("nationalities").Select(row => new Origin(row[0], Number(row[1]), row[2], Number(row[3]), List(row[4])))];

    public static IReadOnlyList<StatusShare> Statuses { get; } =
        [.. Read("statuses").Select(row => new StatusShare(row[0], row[1], Number(row[2]),
            Whole(row[3]), Whole(row[4]), Whole(row[5]), Whole(row[6]), Whole(row[7])))];

    public static IReadOnlyDictionary<string, NamePool> Names { get; } =
        Read("names").GroupBy(row => row[0]).ToDictionary(
            group => group.Key,
            group => new NamePool(Kind(group, "family"), Kind(group, "female"), Kind(group, "male")));

    /// <summary>Other spellings of names; an empty form among them is a spelling that leaves the letters out.</summary>
    public static IReadOnlyList<VariantGroup> Variants { get; } =
        [.. Read("name-variants").Select(row => new VariantGroup(row[0], row[1] == "whole", row[2].Split(';')))];

    private static IReadOnlyList<string> Kind(IEnumerable<string[]> rows, string kind) => List(rows.Single(row => row[1] == kind)[2]);

    private static IReadOnlyList<string> List(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static int Whole(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static List<string[]> Read(string name)
    {
        var resource = $"AzrActors.Demo.Synthetic.Data.{name}.csv";
        using var stream = typeof(SyntheticTables).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"The table {resource} is not part of this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. lines.Where(line => line[0] != '#').Skip(1).Select(line => line.Split(','))];
    }
}
