using System.Globalization;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Api.Pages;

/// <summary>What somebody else changed while the form was open.</summary>
/// <param name="Before">What stood there when the form was opened.</param>
/// <param name="Theirs">What stands there now.</param>
/// <param name="Mine">What was typed for the same field; empty if nothing.</param>
public sealed record EntryConflict(string Label, string? Before, string? Theirs, string Mine);

/// <summary>A form and what is known of it.</summary>
public sealed record EntryState(EntryForm Form, IReadOnlyDictionary<string, IReadOnlyList<string>> Typed)
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    public IReadOnlyList<EntryConflict> Conflicts { get; init; } = [];

    public string? Value(string field, int place = 0) => Typed.GetValueOrDefault(field) is { } values && values.Count > place ? values[place] : null;

    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Text;
}

/// <summary>A form as a submission, and a refusal as errors of the form.</summary>
internal static class EntrySubmission
{
    public static Submission Of(
        EntryKind kind, EntryForm form, IReadOnlyDictionary<string, IReadOnlyList<string>> typed, string? azrNumber, Caller caller, DateOnly today) => new()
        {
            SubmissionId = form.SubmissionId,
            Authority = caller.Authority,
            Official = caller.Official,
            Purpose = caller.Purpose,
            FileReference = form.FileReference?.Trim() ?? "",
            OccurredOn = DateOnly.TryParseExact(
                kind.DayInput is { } at ? typed[at.Name].FirstOrDefault() : form.OccurredOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : today,
            AzrNumber = azrNumber,
            ExpectedVersion = azrNumber is null ? null : form.ExpectedVersion,
            Entries = [new Entry(kind.Kind,
            [
                .. kind.Kind == "store" ? [new EntryField("item", kind.Id)] : Array.Empty<EntryField>(),
                .. kind.Inputs.SelectMany(input => typed[input.Name].Where(value => value.Length > 0)
                    .Select(value => new EntryField(input.Name, Canonical(input, value)))),
            ])],
        };

    // What is no date goes as it was typed, and the register says what is wrong with it.
    private static string Canonical(EntryInputForm input, string value) =>
        input.Type == "partialdate" && TypedDate.TryParse(value, out var canonical) ? canonical : value;

    /// <summary>Every fault at its field; what belongs to no field of the form stands above it.</summary>
    public static IReadOnlyList<FieldError> Errors(EntryKind kind, Refusal refusal)
    {
        var errors = refusal.Findings.Where(finding => finding.Refuses).Select(finding => Error(kind, finding)).ToList();
        if (errors.Count == 0) errors.Add(new FieldError(null, refusal.German));
        if (refusal.SimilarNumbers is { Count: > 0 } similar)
            errors.Add(new FieldError(null, $"Fast gleich ist: {string.Join(", ", similar.Select(number => $"AZR {GermanText.Grouped(number)}"))}."));
        return errors;
    }

    public static FieldError Error(EntryKind kind, Finding finding)
    {
        var text = $"{finding.German} ({finding.Rule}, {finding.Paragraph})";
        if (finding.Field is "fileReference" or "occurredOn")
            return new FieldError(finding.Field, text) { Label = finding.Field == "occurredOn" ? "Tag des Ereignisses" : "Geschäftszeichen" };
        return kind.Inputs.FirstOrDefault(input => input.Name == finding.Field) is { } at
            ? new FieldError("f-" + at.Name, text) { Label = at.Label } : new FieldError(null, text);
    }
}
