using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Tests.Goldens;

namespace AzrActors.Journal.Tests.Keys;

/// <summary>What <c>Goldens/Sealed/rows-1.sql</c> says: rows as version 1 of the sealed form stores them.</summary>
internal static class Sealed
{
    public static readonly RecordId Record = new(new Guid("00000000-0000-4000-8000-00000000600d"));

    public static IReadOnlyList<RecordChange> Changes { get; } =
    [
        GoldenValues.Changes["personRegistered"],
        GoldenValues.Changes["personalDataChanged"],
    ];

    public static Notice Letter { get; } = GoldenValues.Notices["notice"];
}
