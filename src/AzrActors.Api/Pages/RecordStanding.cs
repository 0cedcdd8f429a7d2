using System.Globalization;
using AzrActors.Contracts.Records;

namespace AzrActors.Api.Pages;

/// <summary>How much a mark asks for attention.</summary>
public enum StandingTone
{
    Plain = 1,
    Good = 2,
    Warn = 3,
}

/// <summary>One answer to "how does this person stand?".</summary>
public sealed record StandingMark(string Question, string Answer, string? Detail, StandingTone Tone);

/// <summary>A person in one look: where they live, on which status they stay, who keeps the file.</summary>
public static class RecordStanding
{
    /// <summary>Days before the end of a status from which it is marked: by then an appointment should be made.</summary>
    private const int WarnDays = 56;

    /// <summary>The marks that can be given from what the caller sees.</summary>
    /// <param name="today">Legal day of the look.</param>
    public static IReadOnlyList<StandingMark> Of(RecordView view, DateOnly today) =>
        [.. new[] { Block(view), Stay(view), Status(view, today), Address(view), Keeper(view) }.OfType<StandingMark>()];

    private static StandingMark? Stay(RecordView view) => Last(view, "movement") is { } last && Find(view, $"{last}/kind") is { } kind
        ? new StandingMark("Aufenthalt", kind.Text, Find(view, $"{last}/on") is { } on ? $"seit {on.Text}" : null,
            kind.Value is "DepartureAbroad" or "DepartureUnknown" or "Died" ? StandingTone.Warn : StandingTone.Plain)
        : null;

    private static StandingMark? Status(RecordView view, DateOnly today)
    {
        var running = Numbers(view, "status").Where(status => Find(view, $"{status}/endedOn") is null).ToList();
        if (running.Count == 0) return null;
        var status = running[^1];
        if (Find(view, $"{status}/code") is not { } code) return null;
        if (Day(Find(view, $"{status}/validUntil")) is not { } until) return new StandingMark("Status", code.Text, "unbefristet", StandingTone.Good);
        var left = until.DayNumber - today.DayNumber;
        var detail = left < 0 ? $"abgelaufen am {GermanText.Day(until)}"
            : left <= WarnDays ? $"noch {GermanText.Count(left, "Tag", "Tage")}, bis {GermanText.Day(until)}" : $"bis {GermanText.Day(until)}";
        return new StandingMark("Status", code.Text, detail, left <= WarnDays ? StandingTone.Warn : StandingTone.Good);
    }

    private static StandingMark? Address(RecordView view)
    {
        var current = Numbers(view, "address").LastOrDefault(address => Find(view, $"{address}/movedOutOn") is null);
        if (current is null) return Numbers(view, "address").Any() ? new StandingMark("Anschrift", "keine gegenwärtige", null, StandingTone.Warn) : null;
        string? Text(string field) => Find(view, $"{current}/{field}")?.Text;
        var street = string.Join(' ', new[] { Text("street"), Text("houseNumber"), Text("houseNumberSuffix") }.OfType<string>());
        var town = string.Join(' ', new[] { Text("postalCode"), Text("town") }.OfType<string>());
        return new StandingMark("Anschrift", string.Join(", ", new[] { street, town }.Where(part => part.Length > 0)),
            Text("movedInOn") is { } since ? $"seit {since}" : null, StandingTone.Plain);
    }

    private static StandingMark? Keeper(RecordView view) => Find(view, "responsibility/fileKeeping") is { } keeper
        ? new StandingMark("Akte", keeper.Text, $"seit {GermanText.Day(keeper.Source.ValidFrom)}", StandingTone.Plain) : null;

    private static StandingMark? Block(RecordView view) =>
        view.Items.FirstOrDefault(item => item.Path.Split('/')[0] is "TransmissionBlock" or "ProcessingRestrictionNote") is { } block
            ? new StandingMark("Sperre", block.ItemName ?? block.Label, $"seit {GermanText.Day(block.Source.ValidFrom)}", StandingTone.Warn) : null;

    private static string? Last(RecordView view, string group) => Numbers(view, group).LastOrDefault();

    private static IEnumerable<string> Numbers(RecordView view, string group) =>
        view.Items.Select(item => item.Path.Split('/')).Where(parts => parts[0] == group && parts.Length > 2)
            .Select(parts => int.Parse(parts[1], CultureInfo.InvariantCulture)).Distinct().Order()
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{group}/{number}"));

    private static RecordItem? Find(RecordView view, string path) => view.Items.FirstOrDefault(item => item.Path == path);

    private static DateOnly? Day(RecordItem? item) =>
        DateOnly.TryParseExact(item?.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
