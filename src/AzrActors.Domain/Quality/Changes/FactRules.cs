using AzrActors.Domain.Catalogue;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality.Changes;

/// <summary>A fact of the catalogue as it would stand after an entry.</summary>
/// <param name="Others">Facts of the same item that stand beside it.</param>
/// <param name="Record">The record before.</param>
internal sealed record FactCase(CatalogueItem Item, StoredFact Fact, IReadOnlyList<StoredFact> Others, PersonRecord Record, Authority Caller, DateOnly Today)
{
    /// <summary>The latest of the days on which it begins.</summary>
    public DateOnly? Start => Item.Fields.Where(one => one is { Type: FieldType.Day, Mandatory: true }).Max(one => Fact.Day(one.Name));

    public DateOnly? Until => Fact.Day("validUntil");
}

/// <summary>Rules on facts of the catalogue: asylum, bans, deportation, papers, search notes.</summary>
internal static class FactRules
{
    private const string Until = "validUntil";
    private const string ProofOfArrival = "ProofOfArrivalIssueDate";
    private const string OverstayBan = "BanOverstay11p6";
    private const int HeightMin = 30;
    private const int HeightMax = 250;
    private const int SerialMax = 20;
    private static readonly string[] Durations = ["durationYears", "durationMonths"];

    private static readonly string[] Surveillance =
        ["StayRestrictedToDistrict", "DeviatingStayRestriction", "AccommodationObligation", "NoContactOrder", "CommunicationBan"];

    // In this order: what is decided is served, and only what was served becomes final.
    private static readonly string[] Course = ["servedOn", "enforceableSince", "finalSince"];

    public static IReadOnlyList<Check<FactCase>> All { get; } =
    [
        new(Rules.LimitBeforeGrant, Until, fact => DayRules.EndsBeforeItStarts(fact.Start, fact.Until)),
        new(Rules.EndBeforeStart, "ended", fact => fact.Fact.Day("ended") < fact.Fact.Day("began")),
        new(Rules.DurationBesideDate, Until, HasDurationAndDate),
        new(Rules.SearchNoteTooLong, Until, IsSearchNoteTooLong),
        new(Rules.ProofOfArrivalTooLong, Until, IsProofOfArrivalTooLong),
        new(Rules.EntryFromGermany, "entryState", IsEntryFromGermany),
        new(Rules.OverstayBanTwice, EntryForms.ItemField, IsOverstayBanTwice),
        new(Rules.SurveillanceWithoutStay, EntryForms.ItemField, IsSurveillanceWithoutStay),
        new(Rules.SerialWithBlank, "serialNumber", HasBlankInSerial),
        new(Rules.DocumentNumberForm, "number", IsCertificateNumberOdd),
        new(Rules.HeightImplausible, "centimetres", IsHeightImplausible),
    ];

    /// <summary>Days that lie ahead by nature: the end of a limit.</summary>
    public static bool MayLieAhead(string field) => field is Until or "setUntil" or CatalogueItem.KeptUntilField;

    /// <summary>Everything wrong with the fact, in the order of the rules.</summary>
    public static IEnumerable<Finding> Broken(FactCase fact, int entry)
    {
        foreach (var field in fact.Item.Fields)
            if (field.Mandatory && fact.Fact.Value(field.Name) is null) yield return EntryRules.MissingIn(fact.Item.Id).At(entry, field.Name);
        foreach (var finding in All.Broken(fact, entry)) yield return finding;
        foreach (var step in StepsOutOfOrder(fact)) yield return Rules.FinalBeforeServed.At(entry, step);
    }

    [Judges("Q047")]
    private static IEnumerable<string> StepsOutOfOrder(FactCase fact)
    {
        var last = fact.Start;
        foreach (var step in Course)
        {
            if (fact.Fact.Day(step) is not { } on) continue;
            if (on < last) yield return step;
            last = on;
        }
    }

    [Judges("Q080")]
    private static bool HasDurationAndDate(FactCase fact) => fact.Until is not null && Durations.Any(field => fact.Fact.Value(field) is not null);

    [Judges("Q131")]
    private static bool IsSearchNoteTooLong(FactCase fact) =>
        SearchNotes.IsSearchNote(fact.Fact.Item) && fact.Until > Rules.SearchNoteTooLong.Terms[0].After(fact.Today);

    [Judges("Q053")]
    private static bool IsProofOfArrivalTooLong(FactCase fact) => fact.Fact.Item == ProofOfArrival
        && fact.Fact.Day("issuedOn") is { } issued && fact.Until > Rules.ProofOfArrivalTooLong.Terms[0].After(issued);

    /// <summary>Nobody enters from Germany, and whoever was born here has not entered.</summary>
    [Judges("Q056")]
    private static bool IsEntryFromGermany(FactCase fact) => fact.Fact.Value("entryState") is { } state
        && (state == States.German || fact.Record.Values("birthCountry").Contains(States.German));

    [Judges("Q084")]
    private static bool IsOverstayBanTwice(FactCase fact) => fact.Fact.Item == OverstayBan
        && fact.Others.Any(ban => ban.Fields.Values.Any(value => value.Source.Authority == fact.Caller.Key));

    [Judges("Q044")]
    private static bool IsSurveillanceWithoutStay(FactCase fact) => !fact.Record.IsResident && Surveillance.Contains(fact.Fact.Item);

    [Judges("Q017")]
    private static bool HasBlankInSerial(FactCase fact) => fact.Fact.Item == "IdentityDocument"
        && fact.Fact.Value("serialNumber") is { } serial && (serial.Length > SerialMax || serial.Any(char.IsWhiteSpace));

    [Judges("Q019")]
    private static bool IsCertificateNumberOdd(FactCase fact) => fact.Fact.Item == "ProvisionalResidenceCertificate"
        && fact.Fact.Value("number") is { } number && !DocumentNumbers.IsProvisional(number);

    [Judges("Q020")]
    private static bool IsHeightImplausible(FactCase fact) => fact.Fact.Item == "Height"
        && int.TryParse(fact.Fact.Value("centimetres"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var height)
        && height is < HeightMin or > HeightMax;
}
