using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Disclosure;

/// <summary>
/// What a list of similar persons may hold besides the AZR number: basic and further personal data without former names,
/// and who keeps the file (AZRG § 10 Abs. 3 Satz 1). Of that, what the requester may see anyway.
/// </summary>
public static class SimilarPersons
{
    /// <summary>Most persons of a list: whoever cannot tell them apart by then needs to know more, not see more.</summary>
    public const int Max = 20;

    public static bool MayShow(RecordItem item) => item.Group == FactPath.Person || item.Item == KnownItems.FileKeeper;
}
