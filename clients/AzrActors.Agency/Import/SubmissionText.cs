using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Agency.Import;

/// <summary>
/// A submission as people write it: everything is text, and what every submission of the run shares may be left out.
/// Only its form is checked here; what it says is for the register to judge.
/// </summary>
public sealed record SubmissionText
{
    private const char ReferenceMark = '@';
    private const string Day = "yyyy-MM-dd";

    public string? SubmissionId { get; init; }

    public string? Authority { get; init; }

    public string? Official { get; init; }

    public string? Purpose { get; init; }

    public string? FileReference { get; init; }

    public string? OccurredOn { get; init; }

    /// <summary>A number, <c>@REF</c> for a person registered earlier in the same file, or absent for a new person.</summary>
    public string? AzrNumber { get; init; }

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public int? ExpectedVersion { get; init; }

    public string? Ref { get; init; }

    public IReadOnlyList<Entry?>? Entries { get; init; }

    /// <summary>Basic data of the person meant, to be compared with the record.</summary>
    public PersonIdentity? Identity { get; init; }

    /// <summary>Properties nobody asked for; a misspelt name must not be lost silently.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>Reads one JSON object.</summary>
    /// <exception cref="JsonException">It is no JSON, or a property holds something that is not text.</exception>
    public static SubmissionText Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<SubmissionText>(json, AgencyJson.Options)
        ?? throw new JsonException("A submission is an object.");

    /// <summary>Where a JSON text is wrong, without the text itself: it may hold personal data.</summary>
    public static string Describe(JsonException fault) => fault.Path is { Length: > 1 } path
        ? $"{path[2..]} cannot be read (byte {fault.BytePositionInLine + 1})"
        : $"not a JSON object (byte {fault.BytePositionInLine + 1})";

    /// <summary>Turns the text into a line that can be sent, or names all its faults at once.</summary>
    public ImportLine ToLine(int number, Guid lineId, Caller caller)
    {
        var faults = Faults().ToList();
        if (faults.Count > 0) return new ImportLine.Unreadable(number, string.Join("; ", faults));
        var about = AzrNumber?.StartsWith(ReferenceMark) == true ? AzrNumber[1..] : null;
        return new ImportLine.Readable(number, lineId, new Submission
        {
            SubmissionId = SubmissionId is null ? lineId : Guid.Parse(SubmissionId),
            Authority = Authority ?? caller.Authority,
            Official = Official ?? caller.Official,
            Purpose = Purpose ?? caller.Purpose,
            FileReference = FileReference!,
            OccurredOn = DateOnly.ParseExact(OccurredOn!, Day, CultureInfo.InvariantCulture),
            AzrNumber = about is null ? AzrNumber : null,
            ExpectedVersion = ExpectedVersion,
            Entries = [.. Entries!.OfType<Entry>()],
            Identity = Identity,
        })
        {
            Ref = Ref,
            About = about,
        };
    }

    private IEnumerable<string> Faults()
    {
        foreach (var name in Unknown?.Keys ?? Enumerable.Empty<string>()) yield return $"unknown property '{name}'";
        if (SubmissionId is not null && !Guid.TryParse(SubmissionId, out _)) yield return "submissionId is not a UUID";
        if (OccurredOn is null) yield return "occurredOn is missing";
        else if (!DateOnly.TryParseExact(OccurredOn, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            yield return $"occurredOn is not a day ({Day})";
        if (FileReference is null) yield return "fileReference is missing";
        if (Entries is null or []) yield return "entries are missing";
        else if (Entries.Contains(null)) yield return "an entry is null";
        if (Ref is "") yield return "ref is empty";
        if (Ref?.StartsWith(ReferenceMark) == true) yield return "ref begins with @, which belongs to azrNumber";
        if (Ref is not null && AzrNumber is not null) yield return "ref names a new person, azrNumber an existing one";
        if (AzrNumber is "@") yield return "azrNumber is a reference without a name";
    }
}
