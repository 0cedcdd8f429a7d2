using System.Collections.Frozen;
using System.Globalization;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Api.Pages;

/// <summary>The form for a new address as a submission, and a refusal as errors of the form.</summary>
internal static class AddressSubmission
{
    private static readonly FrozenDictionary<string, string> Labels = new Dictionary<string, string>
    {
        ["street"] = "Straße", ["houseNumber"] = "Hausnummer", ["houseNumberSuffix"] = "Zusatz",
        ["postalCode"] = "Postleitzahl",
        ["town"] = "Ort", ["ags"] = "Gemeindeschlüssel", ["movedInOn"] = "Einzugsdatum",
        ["householder"] = "Wohnungsinhaber",
        ["fileReference"] = "Geschäftszeichen",
    }.ToFrozenDictionary();

    public static Submission Of(AddressForm form, string azrNumber, Caller caller, DateOnly today) => new()
    {
        SubmissionId = form.SubmissionId,
        Authority = caller.Authority,
        Official = caller.Official,
        Purpose = caller.Purpose,
        FileReference = form.FileReference?.Trim() ?? "",
        // An unreadable date travels in the entry, where the register names it together with all other faults.
        OccurredOn = DateOnly.TryParseExact(
            form.MovedInOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : today,
        AzrNumber = azrNumber,
        ExpectedVersion = form.ExpectedVersion,
        Entries = [new Entry("moveIn", [.. Fields(form)])],
    };

    public static IReadOnlyList<FieldError> Errors(Refusal refusal)
    {
        var errors = refusal.Findings.Where(finding => finding.Refuses)
            .Select(finding => finding.Field is { } field && Labels.TryGetValue(field, out var label)
                ? new FieldError(field, finding.German) { Label = label }
                : new FieldError(null, finding.German))
            .ToList();
        if (errors.Count == 0) errors.Add(new FieldError(null, refusal.German));
        if (refusal.ChangedFields.Count > 0)
        {
            var fields = string.Join(", ", refusal.ChangedFields);
            errors.Add(new FieldError(null, $"Geändert: {fields}. Sie sehen jetzt Version {refusal.CurrentVersion}."));
        }
        return errors;
    }

    private static IEnumerable<EntryField> Fields(AddressForm form) =>
        new[]
        {
            ("ags", form.Ags), ("street", form.Street), ("houseNumber", form.HouseNumber),
            ("houseNumberSuffix", form.HouseNumberSuffix),
            ("postalCode", form.PostalCode), ("town", form.Town), ("householder", form.Householder),
            ("movedInOn", form.MovedInOn),
        }
        .Where(field => !string.IsNullOrWhiteSpace(field.Item2))
        .Select(field => new EntryField(field.Item1, field.Item2!.Trim()));
}
