using System.Security.Cryptography;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.Identity;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Format;
using AzrActors.Journal.Identity;

namespace AzrActors.Journal.Keys;

/// <summary>Opens what is stored about one record, and seals it (<see cref="ToSealer"/>).</summary>
internal sealed class RecordKey
{
    private const int Length = 32;

    private readonly RecordId _record;
    private readonly byte[]? _key;

    private RecordKey(RecordId record, int sealedFrom, byte[]? key) => (_record, SealedFrom, _key) = (record, sealedFrom, key);

    /// <summary>From this version on nothing in the clear is taken for what the register stored.</summary>
    public int SealedFrom { get; }

    /// <summary>When the key was destroyed; null while it lives.</summary>
    public DateTimeOffset? DestroyedAt { get; private init; }

    /// <summary>True where there is no key and never was one.</summary>
    public bool IsNone => _key is null && DestroyedAt is null;

    public static RecordKey Create(RecordId record, int sealedFrom) => new(record, sealedFrom, RandomNumberGenerator.GetBytes(Length));

    public static RecordKey Unwrap(RecordId record, int sealedFrom, byte[] wrapped, MasterKey master) =>
        new(record, sealedFrom, master.Unwrap(record, sealedFrom, wrapped));

    public static RecordKey Destroyed(RecordId record, DateTimeOffset at) => new(record, 0, null) { DestroyedAt = at };

    /// <summary>Of a record from before keys of which nothing has been stored since.</summary>
    public static RecordKey None(RecordId record) => new(record, int.MaxValue, null);

    /// <summary>Another secret for a purpose; it betrays nothing of the key. Where nothing is sealed it is one that everybody knows.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key ?? new byte[Length], Length, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    public byte[] WrapWith(MasterKey master) => master.Wrap(_record, SealedFrom, _key);

    /// <summary>Seals with this key. Whoever asks disposes it when all is sealed that is stored together.</summary>
    public RecordSealer ToSealer() => new(_record, _key, DestroyedAt is not null);

    /// <exception cref="SealBrokenException">This is not what the register stored at this place.</exception>
    public RecordIdentity OpenIdentity(int version, byte[] content) =>
        IdentityFormat.Read(Open(content, version, ContentPlace.OfIdentity(_record, version), mayBeClear: IsNone));

    /// <exception cref="SealBrokenException">This is not what the register stored at this place.</exception>
    public RecordChange OpenChange(int version, byte[] content) =>
        JournalFormat.ReadChange(Open(content, version, ContentPlace.OfChange(_record, version), mayBeClear: version < SealedFrom));

    /// <exception cref="SealBrokenException">This is not what the register stored at this place.</exception>
    public Notice OpenLetter(string recipient, int version, byte[] content) =>
        JournalFormat.ReadNotice(Open(content, version, ContentPlace.OfLetter(_record, version, recipient), mayBeClear: version < SealedFrom));

    /// <exception cref="SealBrokenException">This is not what the register stored at this place.</exception>
    public PersonRecord OpenSnapshot(int version, byte[] content) =>
        SnapshotFormat.Read(_record, Open(
            content, version, ContentPlace.OfSnapshot(_record, version, SnapshotFormat.Version), mayBeClear: IsNone));

    public override string ToString() => $"RecordKey of {_record} ***";

    private byte[] Open(byte[] content, int version, byte[] place, bool mayBeClear)
    {
        if (content is [(byte)'{', ..] && mayBeClear) return content;
        return (_key is null ? null : SealedContent.Open(_key, content, place))
            ?? throw new SealBrokenException($"What is stored of record {_record}, version {version}, is not what the register stored there.");
    }
}
