using System.Security.Cryptography;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.Identity;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Format;
using AzrActors.Journal.Identity;

namespace AzrActors.Journal.Keys;

/// <summary>Seals what is stored together about one record; its key is set up once.</summary>
/// <param name="key">Null where nothing is sealed, or where the key was destroyed.</param>
/// <param name="isErased">The key was destroyed.</param>
internal sealed class RecordSealer(RecordId record, byte[]? key, bool isErased) : IDisposable
{
    private readonly AesGcm? _aes = key is null ? null : SealedContent.SetUp(key);

    public byte[] Seal(RecordChange change) => Seal(JournalFormat.Write(change), ContentPlace.OfChange(record, change.Version));

    public byte[] Seal(Notice notice, int version) =>
        Seal(JournalFormat.Write(notice), ContentPlace.OfLetter(record, version, notice.Recipient.Value));

    public byte[] Seal(PersonRecord state) =>
        Seal(SnapshotFormat.Write(state), ContentPlace.OfSnapshot(record, state.Version, SnapshotFormat.Version));

    public byte[] Seal(RecordIdentity identity, int version) => Seal(IdentityFormat.Write(identity), ContentPlace.OfIdentity(record, version));

    public void Dispose() => _aes?.Dispose();

    private byte[] Seal(byte[] plain, byte[] place)
    {
        if (_aes is not null) return SealedContent.Seal(_aes, plain, place);
        // Somebody who has not heard of the erasure yet: a change finds its version taken, a letter is none.
        return isErased ? [SealedContent.Emptied] : plain;
    }
}
