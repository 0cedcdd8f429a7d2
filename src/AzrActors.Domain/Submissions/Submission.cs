using System.Security.Cryptography;
using System.Text;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Submissions;

/// <summary>
/// What an authority tells the register about one person in one go (Übermittlung an das Register, AZRG § 6), as it
/// came in: nothing is checked yet.
/// </summary>
/// <param name="Id">Made by the client; unique within the authority.</param>
/// <param name="FileReference">The authority's own file reference (Geschäftszeichen, AZRG § 3 Abs. 1 Nr. 1).</param>
/// <param name="OccurredOn">Legal day (Europe/Berlin) of the occasion.</param>
/// <param name="AzrNumber">Number of the person as it was sent, null to register a new one.</param>
/// <param name="ExpectedVersion">Version the author saw; null accepts any.</param>
public sealed record Submission(
    Guid Id,
    AuthorityKey Authority,
    string Official,
    string Purpose,
    string FileReference,
    DateOnly OccurredOn,
    string? AzrNumber,
    int? ExpectedVersion,
    IReadOnlyList<Entry> Entries)
{
    /// <summary>Basic data sent along with the number (AZRG § 10 Abs. 2); null if none were. They are checked, never stored.</summary>
    public BasicData? Identity { get; init; }

    /// <summary>SHA-256 over every field, each with its length before it: equal only for equal content.</summary>
    public byte[] ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(Id.ToString("N"));
        Add(Authority.Value);
        Add(Official);
        Add(Purpose);
        Add(FileReference);
        Add(OccurredOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Add(AzrNumber ?? "");
        Add(ExpectedVersion?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");
        foreach (var entry in Entries)
        {
            Add(entry.Kind);
            Add(entry.Fields.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            foreach (var field in entry.Fields) { Add(field.Name); Add(field.Value); }
        }
        // What was not said leaves the hash as it was before it could be said.
        if (Identity is { } identity)
        {
            foreach (var text in new[] { identity.FamilyName, identity.FirstNames, identity.BirthDate }.Concat(identity.Nationalities)) Add(text ?? "");
        }
        return hash.GetHashAndReset();

        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}

/// <summary>Basic personal data by which a submission shows whom it means; what is null or empty was not said.</summary>
public sealed record BasicData(string? FamilyName, string? FirstNames, string? BirthDate, IReadOnlyList<string> Nationalities)
{
    public override string ToString() => "BasicData ***";
}

/// <summary>One fact as it came in: a kind and its fields.</summary>
public sealed record Entry(string Kind, IReadOnlyList<EntryField> Fields);

public sealed record EntryField(string Name, string Value);
