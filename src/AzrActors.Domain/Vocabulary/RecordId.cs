using System.Security.Cryptography;
using System.Text;

namespace AzrActors.Domain.Vocabulary;

/// <summary>
/// Opaque key of one record inside the register. It never leaves the register: agencies use the
/// <see cref="AzrNumber"/>, notices a name of their own per recipient.
/// </summary>
public sealed record RecordId(Guid Value)
{
    /// <summary>The record that a registering submission creates. A retry of the submission names the same record.</summary>
    public static RecordId RegisteredBy(AuthorityKey authority, Guid submissionId) =>
        new(Digest($"record|{authority.Value}|{submissionId:N}"));

    /// <summary>Name of this record's person within the feed of one recipient; two recipients cannot compare theirs.</summary>
    public string PseudonymFor(AuthorityKey recipient) => Digest($"person|{recipient.Value}|{Value:N}").ToString("N");

    /// <summary>Id of what the register itself does to the record in a version; done again, it is the same.</summary>
    public Guid ActOf(int version) => Digest(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"act|{Value:N}|{version}"));

    public override string ToString() => Value.ToString("N");

    private static Guid Digest(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
