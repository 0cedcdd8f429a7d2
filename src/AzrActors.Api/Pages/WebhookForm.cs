using System.Globalization;
using AzrActors.Contracts.Webhooks;

namespace AzrActors.Api.Pages;

/// <summary>Input about a webhook: what it is to be called, where it sends, and how its secret changes.</summary>
public sealed class WebhookForm
{
    private const int HourSeconds = 60 * 60;
    private const int DaySeconds = 24 * HourSeconds;

    internal static string UsualOverlap { get; } = Seconds(DaySeconds);

    public string? Name { get; set; }
    public string? Adresse { get; set; }
    public string? Beginn { get; set; }
    public string? Frist { get; set; }

    /// <summary>Where a new webhook begins in the feed.</summary>
    internal static IReadOnlyList<(string Key, string Text)> Beginnings { get; } =
        [("jetzt", "mit der nächsten Meldung"), ("anfang", "mit der ersten Meldung, die das Register für die Behörde hat")];

    /// <summary>Seconds for which the former secret signs beside a new one.</summary>
    internal static IReadOnlyList<(string Key, string Text)> Overlaps { get; } =
    [
        (Seconds(HourSeconds), "1 Stunde"), (UsualOverlap, "1 Tag"), (Seconds(Webhook.OverlapSecondsMax), $"{Webhook.OverlapSecondsMax / DaySeconds} Tage"),
        (Seconds(0), "gar nicht: es ist bekannt geworden"),
    ];

    /// <summary>What a name is made of.</summary>
    internal static string NameRule { get; } = $"1 bis {WebhookAddress.NameLengthMax} Zeichen: a bis z, 0 bis 9 und Bindestrich";

    internal static bool IsName(string name) => name.Length is > 0 and <= WebhookAddress.NameLengthMax
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>What is wrong with a new webhook before the register is asked.</summary>
    internal IReadOnlyList<FieldError> FindFaults(IReadOnlyList<Webhook> known)
    {
        var faults = new List<FieldError>();
        var name = Name?.Trim() ?? "";
        if (!IsName(name)) faults.Add(new FieldError("name", $"Bitte {NameRule}.") { Label = "Name" });
        else if (known.Any(one => one.Name == name))
            faults.Add(new FieldError("name", "Diesen Namen gibt es schon. Bitte wählen Sie einen anderen.") { Label = "Name" });
        if (FindAddressFault() is { } fault) faults.Add(fault);
        if (Beginnings.All(one => one.Key != Beginn)) faults.Add(new FieldError("beginn", "Bitte wählen Sie aus der Liste.") { Label = "Beginn" });
        return faults;
    }

    internal FieldError? FindAddressFault() => string.IsNullOrWhiteSpace(Adresse) ? AddressFault("Bitte geben Sie eine Adresse an.") : null;

    internal static FieldError AddressFault(string text) => new("adresse", text) { Label = "Adresse" };

    private static string Seconds(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>The chosen overlap in seconds; null if it is none of the list.</summary>
    internal int? Overlap => Overlaps.Any(one => one.Key == Frist) ? int.Parse(Frist!, CultureInfo.InvariantCulture) : null;
}
