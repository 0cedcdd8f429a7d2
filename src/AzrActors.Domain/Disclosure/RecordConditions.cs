using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>
/// Which conditions of the law hold for a record and an authority. What only the request or the way of the data can
/// fulfil is not among them, and so denies.
/// </summary>
internal static class RecordConditions
{
    public static Conditions Of(PersonRecord record, Authority authority, DateOnly day)
    {
        var occasions = new RecordOccasions(record, day);
        var unlawfulOrAsylum = occasions.IsAsylumCase || occasions.IsUnlawful;
        // Search notes that stand behind a veil do not get here; every other one may be seen.
        var holds = Conditions.NotDecidedByRegister | Conditions.SearchNoteVisible | Conditions.OtherThanSearchNote;
        if (unlawfulOrAsylum) holds |= Conditions.AsylumOrUnlawfulCase;
        if (unlawfulOrAsylum || occasions.IsTemporaryProtection) holds |= Conditions.AsylumUnlawfulOr24Case;
        if (occasions.IsOfSection2) holds |= Conditions.AsylumOrSection2Case;
        if (occasions.IsFastTrack) holds |= Conditions.FastTrackCase;
        if (record.Movements.Count > 0 || occasions.IsOfSection2) holds |= Conditions.OtherOccasion17 | Conditions.OtherOccasion18;
        if (!occasions.IsAsylumCase || occasions.IsAsylumRunning) holds |= Conditions.AsylumNotFinal;
        if (occasions.IsUnlawful || occasions.IsAsylumRunning) holds |= Conditions.UnlawfulOrAsylumNotFinal;
        if (!record.FactsOf(KnownItems.TransmissionBlock).Any(block => block.RunsOn(day))) holds |= Conditions.NoBlock;
        else holds |= Conditions.IfBlockedDataTold;
        if (SearchNotes.RunningOn(record, day).Any(note => SearchNotes.OwnerOf(note) == authority.Key)) holds |= Conditions.SearchNoteOwner;
        return holds;
    }

    /// <summary>Conditions that one value fulfils by where it came from.</summary>
    public static Conditions Of(RecordItem item, PersonRecord record, Authority authority) =>
        item.Source.Authority == authority.Key || record.FileKeeper?.Value == authority.Key
            ? Conditions.OwnData | Conditions.ReceivedOrSupplied
            : Conditions.None;
}
