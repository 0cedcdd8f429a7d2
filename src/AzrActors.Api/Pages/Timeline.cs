using AzrActors.Contracts.Records;

namespace AzrActors.Api.Pages;

/// <summary>One thing that a version did, in words: "die Anschrift geändert", from what to what.</summary>
/// <param name="Old">Null where there was nothing before.</param>
/// <param name="New">Null where nothing is left.</param>
public sealed record TimelineStep(string Did, string? Old, string? New);

/// <summary>One version in sentences.</summary>
public sealed record TimelineEntry(RecordVersion Version, IReadOnlyList<TimelineStep> Steps)
{
    public string Who => Version.AuthorityName ?? "Eine Behörde";
}

/// <summary>Tells the history of a record in sentences. Nothing is left out: what has no phrase of its own is named by its labels.</summary>
public static class Timeline
{
    private const string Address = "address";

    /// <summary>The versions in the order given, each told against the one before.</summary>
    /// <param name="versions">All versions in sight, newest first.</param>
    public static IReadOnlyList<TimelineEntry> Of(IReadOnlyList<RecordVersion> versions)
    {
        var held = new Dictionary<string, RecordItem>();
        var told = new List<TimelineEntry>();
        foreach (var version in versions.Reverse())
        {
            var before = new Dictionary<string, RecordItem>(held);
            foreach (var value in version.Values)
                if (value.After is { } after) held[value.Path] = after;
                else held.Remove(value.Path);
            told.Add(new TimelineEntry(version, [.. Steps(version, before, held)]));
        }
        told.Reverse();
        return told;
    }

    private static IEnumerable<TimelineStep> Steps(
        RecordVersion version, Dictionary<string, RecordItem> before, Dictionary<string, RecordItem> after)
    {
        var facts = version.Values.GroupBy(value => FactOf(value.Path)).ToList();
        if (Moved(facts, before, after) is { } moved)
        {
            yield return moved;
            facts.RemoveAll(fact => fact.Key.StartsWith(Address + "/", StringComparison.Ordinal));
        }
        foreach (var fact in facts)
            foreach (var step in Fact(fact.Key, [.. fact], before, after)) yield return step;
    }

    /// <summary>Moving out of one address and into another is one thing to say.</summary>
    private static TimelineStep? Moved(
        List<IGrouping<string, ChangedValue>> facts, Dictionary<string, RecordItem> before, Dictionary<string, RecordItem> after)
    {
        var addresses = facts.Where(fact => fact.Key.StartsWith(Address + "/", StringComparison.Ordinal)).ToList();
        var entered = addresses.Where(fact => !Holds(before, fact.Key)).ToList();
        var left = addresses.Where(fact => Holds(before, fact.Key)).ToList();
        return entered.Count == 1 && left.Count == 1 && left[0].All(value => value.Path.EndsWith("/movedOutOn", StringComparison.Ordinal))
            ? new TimelineStep("die Anschrift geändert", Text(before, left[0].Key), Text(after, entered[0].Key)) : null;
    }

    private static IEnumerable<TimelineStep> Fact(
        string fact, IReadOnlyList<ChangedValue> values, Dictionary<string, RecordItem> before, Dictionary<string, RecordItem> after)
    {
        var group = fact.Split('/')[0];
        if (group is "person" or "responsibility")
        {
            var sample = (values[0].After ?? values[0].Before)!;
            var (old, now) = (Join(values.Select(value => value.Before)), Join(values.Select(value => value.After)));
            yield return new TimelineStep($"„{sample.Label}“ {(old is null ? "eingetragen" : now is null ? "entfernt" : "geändert")}", old, now);
        }
        else if (!Holds(before, fact)) yield return new TimelineStep($"„{Name(group, values)}“ eingetragen", null, Text(after, fact));
        else if (!Holds(after, fact)) yield return new TimelineStep($"„{Name(group, values)}“ gelöscht", Text(before, fact), null);
        else if (values.All(value => value.Before is null && IsEnd(value.Path)))
            yield return new TimelineStep($"„{Name(group, values)}“ beendet", Text(before, fact), Join(values.Select(value => value.After), labelled: true));
        else
            foreach (var value in values) yield return Plain($"{Name(group, values)}: {(value.After ?? value.Before)!.Label}", value);
    }

    private static TimelineStep Plain(string label, ChangedValue value) => new(
        $"„{label}“ {(value.Before is null ? "eingetragen" : value.After is null ? "entfernt" : "geändert")}", value.Before?.Text, value.After?.Text);

    private static string Name(string group, IReadOnlyList<ChangedValue> values) => group switch
    {
        Address => "Anschrift",
        "movement" => "Zuzug oder Fortzug",
        "status" => "Aufenthaltsstatus",
        _ => (values[0].After ?? values[0].Before)!.ItemName ?? (values[0].After ?? values[0].Before)!.Label,
    };

    /// <summary>A fact as one reads it: an address as it stands on a letter, everything else value after value.</summary>
    private static string? Text(Dictionary<string, RecordItem> held, string fact)
    {
        if (fact.StartsWith(Address + "/", StringComparison.Ordinal))
        {
            string? Field(string name) => held.GetValueOrDefault($"{fact}/{name}")?.Text;
            var lines = new[]
            {
                Words(Field("street"), Field("houseNumber"), Field("houseNumberSuffix")), Words(Field("postalCode"), Field("town")),
                Field("movedInOn") is { } movedIn ? $"Einzug {movedIn}" : null,
            };
            return string.Join(", ", lines.OfType<string>()) is { Length: > 0 } text ? text : null;
        }
        var items = held.Where(pair => pair.Key.StartsWith(fact + "/", StringComparison.Ordinal)).Select(pair => pair.Value).ToList();
        return fact.Split('/')[0] == "movement"
            ? Words([.. items.Select(item => item.Path.EndsWith("/on", StringComparison.Ordinal) ? $"am {item.Text}" : item.Text)])
            : Join(items, labelled: true);
    }

    private static string? Words(params IReadOnlyList<string?> words) => string.Join(' ', words.OfType<string>()) is { Length: > 0 } text ? text : null;

    private static string? Join(IEnumerable<RecordItem?> items, bool labelled = false) =>
        string.Join(", ", items.OfType<RecordItem>().Select(item => labelled && item.Path.Split('/')[^1] != "code" ? $"{item.Label} {item.Text}" : item.Text))
            is { Length: > 0 } text ? text : null;

    private static bool IsEnd(string path) => path.Split('/')[^1] is "endedOn" or "movedOutOn";

    private static bool Holds(Dictionary<string, RecordItem> held, string fact) =>
        held.Keys.Any(path => path.StartsWith(fact + "/", StringComparison.Ordinal));

    /// <summary><c>address/2/street</c> belongs to <c>address/2</c>, <c>person/nationality/1</c> to <c>person/nationality</c>.</summary>
    private static string FactOf(string path) => string.Join('/', path.Split('/')[..2]);
}
