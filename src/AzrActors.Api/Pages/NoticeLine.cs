using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;

namespace AzrActors.Api.Pages;

/// <summary>
/// One line of a notice: a value, or all values that belong together, such as those of one address. Nothing is left
/// out: a value without a place of its own follows with its label.
/// </summary>
/// <param name="Source">Of the newest of the values.</param>
public sealed record NoticeLine(string Label, string Text, ValueSource Source)
{
    private static readonly IReadOnlyList<(string Group, Func<IReadOnlyDictionary<string, string>, string> Label, string[] Phrases)> Forms =
    [
        ("address", values => values.ContainsKey("movedOutOn") ? "Anschrift alt" : "Anschrift neu",
            ["{street} {houseNumber} {houseNumberSuffix}", "{postalCode} {town}", "{ags}", "bei {householder}", "Einzug {movedInOn}", "Auszug {movedOutOn}"]),
        ("movement", _ => "Zuzug/Fortzug", ["{kind}", "am {on}"]),
        ("status", _ => "Aufenthaltsstatus",
            ["{code}", "erteilt am {grantedOn}", "befristet bis {validUntil}", "Dokument {documentNumber}", "beendet am {endedOn}"]),
    ];

    /// <summary>The lines of a notice in the order of its values.</summary>
    public static IReadOnlyList<NoticeLine> Of(Notice notice) =>
    [
        .. notice.Items.GroupBy(PartOf).SelectMany(part => part.Key is not { } name ? part.Select(Single)
            : Forms.Any(form => form.Group == name.Group) ? [Joined(name.Group, [.. part])] : [Fact([.. part])]),
    ];

    /// <summary><c>address/2/street</c> belongs to the second address; <c>person/nationality/1</c> stands alone.</summary>
    private static (string Group, string Number)? PartOf(RecordItem item) =>
        item.Path.Split('/') is [var group, var number, _, ..] && group != "person" ? (group, number) : null;

    /// <summary>A fact of the catalogue: its item in the annex, and what was said.</summary>
    private static NoticeLine Fact(IReadOnlyList<RecordItem> items) => new(
        items[0].ItemName ?? items[0].Label, string.Join(", ", items.Select(item => $"{item.Label}: {item.Text}")),
        items.MaxBy(item => item.Source.Version)!.Source);

    private static NoticeLine Single(RecordItem item) => new(item.Label, item.Text, item.Source);

    private static NoticeLine Joined(string group, IReadOnlyList<RecordItem> items)
    {
        var form = Forms.First(form => form.Group == group);
        var values = items.ToDictionary(item => item.Path.Split('/')[^1], item => item.Text);
        var said = form.Phrases.Select(phrase => Fill(phrase, values)).OfType<string>();
        var rest = items.Where(item => !form.Phrases.Any(phrase => phrase.Contains(Slot(item), StringComparison.Ordinal)));
        return new NoticeLine(form.Label(values), string.Join(", ", said.Concat(rest.Select(item => $"{item.Label} {item.Text}"))),
            items.MaxBy(item => item.Source.Version)!.Source);
    }

    /// <summary>The phrase with its values; null when the notice has none of them.</summary>
    private static string? Fill(string phrase, Dictionary<string, string> values)
    {
        var words = phrase.Split(' ').Select(word => word is ['{', .. var name, '}'] ? values.GetValueOrDefault(name) : word).ToList();
        var told = phrase.Split(' ').Any(word => word is ['{', .. var name, '}'] && values.ContainsKey(name));
        return told ? string.Join(' ', words.OfType<string>()) : null;
    }

    private static string Slot(RecordItem item) => $"{{{item.Path.Split('/')[^1]}}}";
}
