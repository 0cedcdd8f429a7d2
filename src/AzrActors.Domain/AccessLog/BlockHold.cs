using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.AccessLog;

/// <summary>
/// What a change of a record does to the entries about it: disclosures made while a block on disclosure runs are kept
/// until it is gone, beyond the term of other entries (AZRG § 4 Abs. 4, AZRG-DV § 16 Abs. 2 Satz 2).
/// </summary>
public enum BlockHold
{
    /// <summary>A block was set where none was: disclosures are kept from now on.</summary>
    Placed = 1,

    /// <summary>The last block has ended or was erased: the term counts again.</summary>
    Lifted = 2,
}

/// <summary>Reads off a change whether it places or lifts a hold.</summary>
public static class BlockHolds
{
    /// <summary>Null for nearly every change: nothing about holds is to be stored.</summary>
    /// <param name="before">Null for a record that comes into being.</param>
    public static BlockHold? ChangeOf(PersonRecord? before, PersonRecord after) => (IsBlocked(before), IsBlocked(after)) switch
    {
        (false, true) => BlockHold.Placed,
        (true, false) => BlockHold.Lifted,
        _ => null,
    };

    // Not asked by day: a change is the only moment at which anybody looks, so what it says of a later end counts at once.
    private static bool IsBlocked(PersonRecord? record) => record?.FactsOf(KnownItems.TransmissionBlock).Any(block => block.EndedOn is null) == true;
}
