using AzrActors.Contracts.Records;

namespace AzrActors.Api.Pages;

/// <summary>A section of the record page.</summary>
public sealed record RecordSection(string Id, string Heading, IReadOnlyList<RecordPart> Parts);

/// <summary>
/// Values that belong together, for example one address; the mark says what sets it apart ("aktuell").
/// </summary>
public sealed record RecordPart(string? Title, string? Mark, IReadOnlyList<RecordItem> Items);

/// <summary>A view arranged the way a caseworker reads it. Nothing is left out: what has no place comes last.</summary>
public sealed class RecordDisplay(string number, RecordView view)
{
    private static readonly IReadOnlyList<(
        string Id, string Heading, Func<string, bool> Holds, string? Part, string? End)> Plan =
    [
        ("grundpersonalien", "Grundpersonalien", path => IsPerson(path) && !IsFurther(path), null, null),
        ("weitere-personalien", "Weitere Personalien", path => IsPerson(path) && IsFurther(path), null, null),
        ("anschriften", "Anschriften", path =>
            path.StartsWith("address/", StringComparison.Ordinal), "Anschrift", "movedOutOn"),
        ("zuzug-fortzug", "Zuzug/Fortzug", path =>
            path.StartsWith("movement/", StringComparison.Ordinal), "Vorgang", null),
        ("aufenthaltsstatus", "Aufenthaltsstatus", path =>
            path.StartsWith("status/", StringComparison.Ordinal), "Status", "endedOn"),
        ("zustaendigkeit", "Zuständigkeit", path =>
            path.StartsWith("responsibility/", StringComparison.Ordinal), null, null),
    ];

    public string Number => number;
    public RecordView View => view;
    public string Name => string.Join(
        ", ", new[] { Text("person/familyName"), Text("person/firstNames") }.OfType<string>()) is { Length: > 0 } name
        ? name : $"Datensatz {GermanText.Grouped(number)}";

    public string Headline => string.Join(" · ", new[]
    {
        Text("person/birthDate") is { } birth ? $"geb. {birth}" : null,
        Joined("person/nationality"),
    }.OfType<string>());

    /// <summary>Members of the family that the record names, with a way to their records where it names the number.</summary>
    public IReadOnlyList<FamilyMember> Family { get; } =
    [
        .. view.Items.Where(item => item.Path.StartsWith("AccompanyingFamilyMember/", StringComparison.Ordinal))
            .GroupBy(item => item.Path.Split('/')[1]).Select(FamilyMember.Of),
    ];

    public IReadOnlyList<RecordSection> Sections { get; } = Arrange(view.Items);

    /// <summary>The place of a value without the numbers of facts and repetitions: <c>address/2/street</c> is <c>address</c>, <c>street</c>.</summary>
    public static IEnumerable<string> NamesOf(RecordItem item) => item.Path.Split('/').Where(name => !name.All(char.IsAsciiDigit));

    /// <summary>What stands behind a value on paper where the person denies it (AZRG-DV § 17); empty for nearly every one.</summary>
    public static string DisputeOf(RecordItem item) =>
        item.Dispute is { } dispute ? $" (bestritten{(dispute.Statement is { } statement ? $"; Angabe der Person: {statement}" : "")})" : "";

    /// <summary>Who said a value on paper: the authority, its key and its file.</summary>
    public static string OriginOf(RecordItem item) =>
        $"{item.Source.AuthorityName} ({item.Source.Authority}){(item.Source.FileReference.Length > 0 ? $", {item.Source.FileReference}" : "")}";

    /// <summary>Sections of several records in the order of one.</summary>
    public static IEnumerable<RecordSection> InOrder(IEnumerable<RecordSection> sections) =>
        sections.OrderBy(section => Plan.TakeWhile(plan => plan.Id != section.Id).Count());

    private static List<RecordSection> Arrange(IReadOnlyList<RecordItem> items)
    {
        var sections = Plan
            .Select(plan => new RecordSection(
                plan.Id, plan.Heading, Parts([.. items.Where(i => plan.Holds(i.Path))], plan.Part, plan.End)))
            .ToList();
        var rest = items.Where(item => !Plan.Any(plan => plan.Holds(item.Path))).ToList();
        sections.Add(new RecordSection("sachverhalte", "Weitere Sachverhalte", Facts(rest)));
        return [.. sections.Where(section => section.Parts.Count > 0)];
    }

    private static IReadOnlyList<RecordPart> Parts(IReadOnlyList<RecordItem> items, string? title, string? end)
    {
        if (items.Count == 0) return [];
        if (title is null) return [new RecordPart(null, null, items)];
        return [.. items.GroupBy(item => item.Path.Split('/')[1])
            .OrderByDescending(part => int.TryParse(part.Key, out var place) ? place : 0)
            .Select(part => new RecordPart($"{title} {part.Key}", Mark(part, end), [.. part]))];
    }

    /// <summary>Facts of the catalogue, each with the name of its item in the annex: <c>IdentityDocument/2/serialNumber</c>.</summary>
    private static IReadOnlyList<RecordPart> Facts(IReadOnlyList<RecordItem> items) =>
    [
        .. items.GroupBy(item => string.Join('/', item.Path.Split('/')[..2])).Select(fact =>
            new RecordPart($"Nr. {fact.First().Item} {fact.First().ItemName}", Mark(fact, "endedOn") is null ? "beendet" : null, [.. fact])),
    ];

    private static string? Mark(IEnumerable<RecordItem> part, string? end) =>
        end is null || part.Any(item => item.Path.EndsWith("/" + end, StringComparison.Ordinal)) ? null : "aktuell";

    private static bool IsPerson(string path) => path.StartsWith("person/", StringComparison.Ordinal);

    private static bool IsFurther(string path) => path.Split('/')[1] is "doctorate" or "maritalStatus" or "religion";

    private string? Text(string path) => view.Items.FirstOrDefault(item => item.Path == path)?.Text;

    private string? Joined(string prefix) =>
        string.Join(", ", view.Items.Where(item => item.Path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(item => item.Text))
            is { Length: > 0 } text ? text : null;
}

/// <summary>A member of the family as the record names them.</summary>
public sealed record FamilyMember(string Relation, string Name, string? Number)
{
    private static readonly string[] NameFields = ["familyName", "firstNames"];

    internal static FamilyMember Of(IEnumerable<RecordItem> items)
    {
        var said = items.ToLookup(item => item.Path.Split('/')[^1]);
        var names = NameFields.Select(field => said[field].FirstOrDefault()?.Text).OfType<string>();
        return new FamilyMember(
            said["relation"].FirstOrDefault()?.Text ?? "Angehörig", string.Join(", ", names) is { Length: > 0 } name ? name : "ohne Namen",
            said["azrNumber"].FirstOrDefault()?.Value);
    }
}
