using System.Security.Cryptography;
using System.Text;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;

namespace AzrActors.Grains.PersonRecords;

/// <summary>Changes that the register makes to a record itself: each has an id that follows from what it is about, so that it is made once.</summary>
internal static class OwnChanges
{
    /// <summary>Whose word the change carries on.</summary>
    public sealed record Author(AuthorityKey Authority, string FileReference, DateOnly OccurredOn);

    public static Guid IdOf(string what, Guid about, RecordId record) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}|{about:N}|{record.Value:N}")).AsSpan(0, 16));

    /// <summary>There is no submission whose content could be compared; the id alone says what it is.</summary>
    public static StoredReceipt ReceiptOf(RecordId record, RecordChange change, RegisterTime now) => new(
        AuthorityKey.Register, change.Origin.SubmissionId, record, SHA256.HashData(change.Origin.SubmissionId.ToByteArray()), change.Version, true,
        now.Instant, []);
}
