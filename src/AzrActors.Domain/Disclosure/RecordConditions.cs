using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>
/// The group of the person, and which conditions of the law hold for a record. What only a request can state
/// (<see cref="StatedCircumstances"/>) or the way of the data fulfil is not among them, and so denies. The same for everybody who looks, so worked out once.
/// </summary>
internal sealed class RecordConditions
{
    private readonly PersonRecord _record;
    private readonly DateOnly _day;

    // Search notes that stand behind a veil do not get here; every other one may be seen.
    private readonly Conditions _holds = Conditions.NotDecidedByRegister | Conditions.SearchNoteVisible | Conditions.OtherThanSearchNote;

    public RecordConditions(PersonRecord record, DateOnly day)
    {
        (_record, _day) = (record, day);
        Group = PersonGroups.Of(record, day);
        Occasions = new RecordOccasions(record, day);
        Blocks = new RecordBlocks(record, day);
        if (Occasions.IsAsylumOrUnlawful) _holds |= Conditions.AsylumOrUnlawfulCase;
        if (Occasions.IsAsylumUnlawfulOr24) _holds |= Conditions.AsylumUnlawfulOr24Case;
        if (Occasions.IsOfSection2) _holds |= Conditions.AsylumOrSection2Case;
        if (Occasions.IsFastTrack) _holds |= Conditions.FastTrackCase;
        if (record.Movements.Count > 0 || Occasions.IsOfSection2) _holds |= Conditions.OtherOccasion17 | Conditions.OtherOccasion18;
        if (!Occasions.IsAsylumCase || Occasions.IsAsylumRunning) _holds |= Conditions.AsylumNotFinal;
        if (Occasions.IsUnlawful || Occasions.IsAsylumRunning) _holds |= Conditions.UnlawfulOrAsylumNotFinal;
        _holds |= Blocks.Any ? Conditions.IfBlockedDataTold : Conditions.NoBlock;
    }

    public PersonGroup Group { get; }

    public RecordOccasions Occasions { get; }

    public RecordBlocks Blocks { get; }

    public Conditions For(Authority authority) =>
        SearchNotes.RunningOn(_record, _day).Any(note => SearchNotes.OwnerOf(note) == authority.Key) ? _holds | Conditions.SearchNoteOwner : _holds;

    /// <summary>Conditions that one value fulfils by where it came from.</summary>
    public Conditions Of(RecordItem item, Authority authority) =>
        item.Source.Authority == authority.Key || _record.FileKeeper?.Value == authority.Key
            ? Conditions.OwnData | Conditions.ReceivedOrSupplied
            : Conditions.None;
}
