using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Records;

namespace AzrActors.Api.Pages;

public enum Agreement
{
    Same = 1,
    Different = 2,
    OnlyLeft = 3,
    OnlyRight = 4,
}

/// <summary>One field of two records side by side. Several values of a field, such as nationalities, are one line.</summary>
/// <param name="Evidence">What the register found in this field; null where it did not look or the line is not the one it looked at.</param>
public sealed record ComparedValue(
    string Label, IReadOnlyList<RecordItem> Left, IReadOnlyList<RecordItem> Right, Agreement Agreement, FieldEvidence? Evidence);

/// <summary>Values that belong together on both sides, for example the current address of each.</summary>
public sealed record ComparedPart(string? Title, IReadOnlyList<ComparedValue> Values);

public sealed record ComparedSection(string Heading, IReadOnlyList<ComparedPart> Parts);

/// <summary>
/// Two records side by side with everything that is seen of either. Facts that both have several of, such as addresses, meet
/// by what they say: equal ones first, then the current ones, then the rest as they stand.
/// </summary>
public static class Comparison
{
    /// <summary>Where the register's evidence is seen; of facts with several places at the first that both records have.</summary>
    private static readonly Dictionary<string, (string Kind, string Field)> Places = new()
    {
        ["familyName"] = ("person", "familyName"), ["givenNames"] = ("person", "firstNames"), ["birthDate"] = ("person", "birthDate"),
        ["sex"] = ("person", "sex"), ["nationality"] = ("person", "nationality"), ["birthPlace"] = ("person", "birthPlace"),
        ["paperNumber"] = ("IdentityDocument", "serialNumber"), ["address"] = ("address", "street"), ["place"] = ("address", "town"),
        // Earlier builds weighed an address as three fields; what they found is shown as they found it.
        ["street"] = ("address", "street"), ["postcode"] = ("address", "postalCode"), ["town"] = ("address", "town"),
    };

    public static IReadOnlyList<ComparedSection> Of(RecordDisplay left, RecordDisplay right, IReadOnlyList<FieldEvidence> evidence)
    {
        var waiting = evidence.Where(one => Places.ContainsKey(one.Field)).ToDictionary(one => Places[one.Field]);
        var headings = left.Sections.Concat(right.Sections).DistinctBy(section => section.Id).ToList();
        return
        [
            .. RecordDisplay.InOrder(headings).Select(section => new ComparedSection(section.Heading,
                [.. Meet(PartsOf(left, section.Id), PartsOf(right, section.Id)).Select(pair => Compare(pair.Left, pair.Right, waiting))])),
        ];
    }

    private static IReadOnlyList<RecordPart> PartsOf(RecordDisplay record, string section) =>
        record.Sections.FirstOrDefault(one => one.Id == section)?.Parts ?? [];

    private static IEnumerable<(RecordPart? Left, RecordPart? Right)> Meet(IReadOnlyList<RecordPart> left, IReadOnlyList<RecordPart> right)
    {
        foreach (var kind in left.Concat(right).Select(KindOf).Distinct())
        {
            List<RecordPart> mine = [.. left.Where(part => KindOf(part) == kind)], theirs = [.. right.Where(part => KindOf(part) == kind)];
            foreach (var rule in new Func<RecordPart, RecordPart, bool>[] { SaySame, (one, other) => one.Mark == other.Mark, (_, _) => true })
                foreach (var one in mine.ToList())
                    if (theirs.FirstOrDefault(other => rule(one, other)) is { } other)
                    {
                        mine.Remove(one);
                        theirs.Remove(other);
                        yield return (one, other);
                    }
            foreach (var one in mine) yield return (one, null);
            foreach (var other in theirs) yield return (null, other);
        }
    }

    private static ComparedPart Compare(RecordPart? left, RecordPart? right, Dictionary<(string Kind, string Field), FieldEvidence> waiting)
    {
        var (mine, theirs) = (ByField(left), ByField(right));
        var fields = mine.Select(group => group.Key).Union(theirs.Select(group => group.Key));
        return new ComparedPart(TitleOf(left, right), [.. fields.Select(field =>
        {
            IReadOnlyList<RecordItem> here = [.. mine[field]], there = [.. theirs[field]];
            var found = here.Count > 0 && there.Count > 0 && waiting.Remove((KindOf(here[0]), field), out var said) ? said : null;
            return new ComparedValue((here.FirstOrDefault() ?? there[0]).Label, here, there, AgreementOf(here, there), found);
        })]);
    }

    private static Agreement AgreementOf(IReadOnlyList<RecordItem> left, IReadOnlyList<RecordItem> right) => (left.Count, right.Count) switch
    {
        (_, 0) => Agreement.OnlyLeft,
        (0, _) => Agreement.OnlyRight,
        _ => left.Select(item => item.Value).ToHashSet().SetEquals(right.Select(item => item.Value)) ? Agreement.Same : Agreement.Different,
    };

    private static bool SaySame(RecordPart one, RecordPart other) =>
        one.Items.Select(item => (FieldOf(item), item.Value)).ToHashSet().SetEquals(other.Items.Select(item => (FieldOf(item), item.Value)));

    private static ILookup<string, RecordItem> ByField(RecordPart? part) => (part?.Items ?? []).ToLookup(FieldOf);

    private static string KindOf(RecordPart part) => KindOf(part.Items[0]);

    private static string KindOf(RecordItem item) => item.Path.Split('/')[0];

    /// <summary><c>person/nationality/1</c> is a nationality, <c>address/2/street</c> a street.</summary>
    private static string FieldOf(RecordItem item) => string.Join('/', RecordDisplay.NamesOf(item).Skip(1));

    /// <summary>The numbers that the records give their facts say nothing beside each other.</summary>
    private static string? TitleOf(RecordPart? left, RecordPart? right)
    {
        if ((left ?? right)?.Title is not { } title) return null;
        var marks = new[] { left?.Mark, right?.Mark }.Distinct().ToList();
        return title.TrimEnd("0123456789 ".ToCharArray()) + (marks is [{ } mark] ? $" ({mark})" : "");
    }
}
