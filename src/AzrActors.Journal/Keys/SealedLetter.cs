using AzrActors.Domain.Distribution;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Keys;

/// <summary>A row of a feed as it is stored.</summary>
internal sealed record SealedLetter(long Sequence, RecordId Record, int Version, byte[] Content)
{
    public bool IsEmptied => Content is [SealedContent.Emptied];

    /// <summary>The letter; of an erased record only that it was one, under its number, so that the feed has no gap.</summary>
    /// <exception cref="SealBrokenException">This is not what the register stored here.</exception>
    public StoredNotice Open(AuthorityKey recipient, RecordKey key) => new(
        Sequence, key.DestroyedAt is { } at ? Erased(recipient, at) : key.OpenLetter(recipient.Value, Version, Content));

    private Notice Erased(AuthorityKey recipient, DateTimeOffset at) => new(
        recipient, NoticeKind.Erased, Record.PseudonymFor(recipient), null, "", "", Version,
        BerlinTime.DayOf(at), at, "§ 36 AZRG", "Datensatz gelöscht", [], []);
}
