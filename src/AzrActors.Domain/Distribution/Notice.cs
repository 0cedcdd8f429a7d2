using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>What a notice says to its recipient.</summary>
public enum NoticeKind
{
    /// <summary>You are responsible from now on: everything you may know.</summary>
    Assigned = 1,

    /// <summary>Values changed.</summary>
    Changed = 2,

    /// <summary>You are no longer responsible: your copy of the record ends.</summary>
    Released = 3,

    /// <summary>Something happened that you must know once; it changes no copy.</summary>
    Informed = 4,

    /// <summary>
    /// The record was erased as a whole, and with it what this letter said (AZRG § 36). Never stored: it is what remains of
    /// every letter about the record.
    /// </summary>
    Erased = 5,
}

/// <summary>
/// A letter to one authority (Unterrichtung, AZRG §§ 15a, 18e), already reduced to what that authority may see. It is
/// stored in the same transaction as the change it speaks of.
/// </summary>
/// <param name="Person">Name of the person within this recipient's feed (<see cref="RecordId.PseudonymFor"/>).</param>
/// <param name="PersonName">Name and <paramref name="BirthDate"/> serve to assign the notice (AZRG § 10 Abs. 4).</param>
/// <param name="Paragraph">Duty to tell this recipient.</param>
/// <param name="Occasion">What happened, in German.</param>
/// <param name="Items">New values; with <see cref="NoticeKind.Assigned"/> all of them.</param>
/// <param name="Removed">Paths of values that no longer exist.</param>
public sealed record Notice(
    AuthorityKey Recipient,
    NoticeKind Kind,
    string Person,
    AzrNumber? Number,
    string PersonName,
    string BirthDate,
    int Version,
    DateOnly OccurredOn,
    DateTimeOffset RecordedAt,
    string Paragraph,
    string Occasion,
    IReadOnlyList<RecordItem> Items,
    IReadOnlyList<string> Removed);
