using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>Which authorities have to do with a person today, and as what.</summary>
internal static class Relations
{
    private const string BenefitItem = "BenefitKind";
    private const string AdvanceApproval = "FastTrackAdvanceApproval";
    private static readonly string[] ReturnSupport = ["DepartureAndReintegrationAssistanceType", "ReintegrationAssistanceType"];

    /// <summary>Items of facts that name somebody, beside those of occasions and search notes.</summary>
    public static IEnumerable<string> Items => [BenefitItem, AdvanceApproval, .. ReturnSupport];

    /// <param name="occasions">Of this record on this day.</param>
    public static IEnumerable<(Authority Authority, Relation Relation)> Of(
        PersonRecord record, RecordOccasions occasions, AuthorityDirectory directory, DateOnly day)
    {
        if (record.FileKeeper is { } keeper && directory.FindHolder(keeper.Value, day) is { } fileKeeper)
        {
            yield return (fileKeeper, Relation.FileKeeper);
            if (!record.IsResident) yield return (fileKeeper, Relation.FormerFileKeeper);
        }
        if (record.CurrentAddress is { } address && directory.FindServing(AuthorityKind.ResidentsOffice, address.Address.Ags, day) is { } office)
            yield return (office, Relation.ResidentsOfficeOfAddress);
        if (occasions.IsAsylumOrUnlawful)
            foreach (var asylum in directory.OfKind(AuthorityKind.FederalMigrationOffice)) yield return (asylum, Relation.AsylumAuthority);
        foreach (var (key, relation) in Named(record, day).Distinct())
            if (directory.FindHolder(key, day) is { } named) yield return (named, relation);
        if (record.Nationalities.Any(key => CodeLists.States.Find(key, day) is { InUnion: true }))
            foreach (var family in directory.OfKind(AuthorityKind.Get("FamilyBenefitsDirectorate"))) yield return (family, Relation.FamilyBenefitsOffice);
    }

    /// <summary>A benefit that is paid on the day (row 7a).</summary>
    public static IEnumerable<StoredFact> BenefitsRunning(PersonRecord record, DateOnly day) =>
        record.FactsOn(BenefitItem, day).Where(benefit => !(benefit.Day("ended") < day));

    private static IEnumerable<(AuthorityKey Key, Relation Relation)> Named(PersonRecord record, DateOnly day)
    {
        foreach (var benefit in BenefitsRunning(record, day))
            if (AuthorityKey.TryParse(benefit.Value("authority"), out var payer)) yield return (payer, Relation.BenefitAuthorityPaying);
        foreach (var support in ReturnSupport.SelectMany(record.FactsOf))
            yield return (support.Source.Authority, Relation.ReturnSupportBody);
        foreach (var note in SearchNotes.RunningOn(record, day)) yield return (SearchNotes.OwnerOf(note), Relation.SearchNoteOwner);
        foreach (var approval in record.FactsOf(AdvanceApproval))
            if (AuthorityKey.TryParse(approval.Value("mission"), out var mission)) yield return (mission, Relation.CompetentMission);
        foreach (var subscription in record.Subscriptions) yield return (subscription.Authority, Relation.Subscriber);
    }
}
