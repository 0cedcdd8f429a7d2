using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Contracts.Receipts;

/// <summary>
/// SHA-256 of a notice that recipient and register compute alike: of everything that is stored of it, with number and
/// recipient. Words that only explain it (names of authorities, row and heading of the annex) are not in it: they follow
/// the directory and the tables of the day.
/// </summary>
/// <remarks>
/// A notice names the person by a pseudonym and its values by random ids of submissions, so nobody without the notice finds
/// by trying what is behind a hash.
/// A letter that was redacted has another hash than before (ADR 11).
/// </remarks>
public static class NoticeHash
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    public static byte[] Of(Notice notice)
    {
        var form = new CanonicalForm();
        foreach (var part in Parts(notice)) form.Add(part);
        form.Add(notice.Removed);
        foreach (var item in notice.Items)
            foreach (var part in Parts(item)) form.Add(part);
        return form.Hash();
    }

    /// <summary>Base64url of the SHA-256 over the hashes of consecutive notices, in order.</summary>
    public static string OfRange(ReadOnlySpan<byte> hashes) => Base64UrlEncoder.Encode(SHA256.HashData(hashes));

    private static IEnumerable<object?> Parts(Notice notice) =>
    [
        notice.Recipient, notice.Sequence, notice.Kind, notice.Person, notice.AzrNumber, notice.PersonName, notice.BirthDate,
        notice.Version, notice.OccurredOn, notice.RecordedAt, notice.Paragraph, notice.Occasion, notice.Items.Count,
    ];

    private static IEnumerable<object?> Parts(Records.RecordItem item) =>
    [
        item.Path, item.Label, item.Value, item.Source.Authority, item.Source.FileReference, item.Source.SubmissionId,
        item.Source.Basis, item.Source.KnownSince, item.Source.ValidFrom, item.Source.Version,
        // Only where there is one: what was told before there were any keeps its hash.
        .. item.Dispute is { } dispute ? [dispute.Statement, dispute.Since] : Array.Empty<object?>(),
    ];
}

/// <summary>What a recipient signs when it gives a receipt.</summary>
public static class ReceiptStatement
{
    /// <summary>Stands where an assertion names the method of a call. No call has this name.</summary>
    public const string Method = "azr.NoticeReceipt";

    /// <summary>What the statement about this receipt is bound to.</summary>
    public static CallBinding BindingOf(NoticeReceipt receipt)
    {
        var form = new CanonicalForm();
        form.Add(receipt);
        return new CallBinding(Method, Base64UrlEncoder.Encode(form.Hash()));
    }
}
