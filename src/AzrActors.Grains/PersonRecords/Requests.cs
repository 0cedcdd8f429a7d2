using AzrActors.Contracts.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Grains.PersonRecords;

/// <summary>Puts what came over the wire into the words of the domain.</summary>
internal static class Requests
{
    /// <param name="authority">The verified one; the desk has compared it with the one the submission names.</param>
    public static Domain.Submissions.Submission ToDomain(Submission submission, AuthorityKey authority) => new(
        submission.SubmissionId,
        authority,
        submission.Official ?? "",
        submission.Purpose ?? "",
        submission.FileReference ?? "",
        submission.OccurredOn,
        submission.AzrNumber,
        submission.ExpectedVersion,
        [.. (submission.Entries ?? []).Select(entry => new Domain.Submissions.Entry(
            entry.Kind ?? "",
            [.. (entry.Fields ?? []).Select(field => new Domain.Submissions.EntryField(field.Name ?? "", field.Value ?? ""))]))])
    {
        Identity = submission.Identity is { } said
            ? new Domain.Submissions.BasicData(said.FamilyName, said.FirstNames, said.BirthDate, said.Nationalities ?? []) : null,
    };

    public static Entry ToContract(Domain.Submissions.Entry entry) =>
        new(entry.Kind, [.. entry.Fields.Select(field => new EntryField(field.Name, field.Value))]);
}
