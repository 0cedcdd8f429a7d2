using AzrActors.Domain.Catalogue;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;

namespace AzrActors.Domain.Quality;

/// <summary>Invariants of facts of the catalogue: asylum, bans, deportation, benefits, search notes and blocks.</summary>
internal static class FactChecks
{
    private const string Until = "validUntil";
    private const int SearchNoteYearsMax = 2;
    private const int ProofOfArrivalMonthsMax = 6;
    private const string OverstayBan = "BanOverstay11p6";
    private static readonly string[] Durations = ["durationYears", "durationMonths"];

    // In this order: what is decided is served, and only what was served becomes final.
    private static readonly string[] Course = ["servedOn", "enforceableSince", "finalSince"];

    /// <summary>Days that lie ahead by nature: the end of a limit.</summary>
    public static bool MayLieAhead(string field) => field is Until or "setUntil";

    /// <param name="fact">The fact as it would stand after the entry.</param>
    /// <param name="others">Facts of the same item that stand beside it.</param>
    public static IEnumerable<Finding> Check(
        int entry, CatalogueItem item, StoredFact fact, IEnumerable<StoredFact> others, DecisionContext context)
    {
        foreach (var field in item.Fields.Where(field => field.Mandatory && fact.Value(field.Name) is null))
            yield return Rules.MissingField.At(entry, field.Name);
        var starts = item.Fields.Where(field => field is { Type: FieldType.Day, Mandatory: true }).Select(field => fact.Day(field.Name)).Max();
        if (fact.Day(Until) < starts) yield return Rules.LimitBeforeGrant.At(entry, Until);
        if (fact.Day("ended") < fact.Day("began")) yield return Rules.EndBeforeStart.At(entry, "ended");
        if (fact.Day(Until) is not null && Durations.Any(duration => fact.Value(duration) is not null))
            yield return Rules.DurationBesideDate.At(entry, Until);
        foreach (var finding in CourseFaults(entry, fact, starts)) yield return finding;
        foreach (var finding in Special(entry, fact, others, context)) yield return finding;
    }

    private static IEnumerable<Finding> CourseFaults(int entry, StoredFact fact, DateOnly? decided)
    {
        var last = decided;
        foreach (var step in Course)
        {
            if (fact.Day(step) is not { } on) continue;
            if (on < last) yield return Rules.FinalBeforeServed.At(entry, step);
            last = on;
        }
    }

    private static IEnumerable<Finding> Special(int entry, StoredFact fact, IEnumerable<StoredFact> others, DecisionContext context)
    {
        if (SearchNotes.IsSearchNote(fact.Item) && fact.Day(Until) > context.Today.AddYears(SearchNoteYearsMax))
            yield return Rules.SearchNoteTooLong.At(entry, Until);
        if (fact.Item == "ProofOfArrivalIssueDate" && fact.Day(Until) > fact.Day("issuedOn")?.AddMonths(ProofOfArrivalMonthsMax))
            yield return Rules.ProofOfArrivalTooLong.At(entry, Until);
        if (fact.Value("entryState") == CodeLists.States.German) yield return Rules.EntryFromGermany.At(entry, "entryState");
        if (fact.Item == OverstayBan && others.Any(ban => ban.Fields.Values.Any(value => value.Source.Authority == context.Caller.Key)))
            yield return Rules.OverstayBanTwice.At(entry, EntryForms.ItemField);
    }
}

/// <summary>Rules between a title and the bans that stand beside it.</summary>
internal static class BanChecks
{
    private const string BanRow = "14a";
    private const string TitleRow = "10";
    private const string HumanitarianLetter = "c";

    /// <summary>True if a ban works on the day and the title is none of those that may be granted in spite of it (§ 11 Abs. 4 AufenthG).</summary>
    public static bool Forbids(PersonRecord record, string titleItem, DateOnly on, DateOnly today)
    {
        if (LegalStates.Find(titleItem, today)?.Item is { Row: TitleRow } title && title.IsWithin(HumanitarianLetter)) return false;
        return record.Facts.Values.SelectMany(facts => facts)
            .Any(fact => fact.RunsOn(on) && !(fact.Day("validUntil") < on) && LegalStates.Find(fact.Item, today)?.Item.Row == BanRow
                && fact.Item != "BanSuspended11p9");
    }
}
