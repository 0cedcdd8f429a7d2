using AzrActors.Torture.History;

namespace AzrActors.Torture.Checks;

/// <summary>What the clients saw and what the journal holds, side by side.</summary>
public sealed record Evidence(IReadOnlyList<ClientHistory> Histories, JournalRows Journal)
{
    /// <summary>Everything that was submitted, each submission once.</summary>
    public IReadOnlyDictionary<Guid, HistoryLine.Said> Said { get; } = Histories.SelectMany(client => client.Lines).OfType<HistoryLine.Said>()
        .GroupBy(said => said.Submission.SubmissionId).ToDictionary(same => same.Key, same => same.MinBy(said => said.At)!);

    /// <summary>All answers; a submission has several when its sender was killed before it could note one.</summary>
    public ILookup<Guid, HistoryLine.Replied> Replies { get; } = Histories.SelectMany(client => client.Lines).OfType<HistoryLine.Replied>()
        .ToLookup(reply => reply.Submission);

    public IEnumerable<ClientHistory> OfKind(string kind) => Histories.Where(client => client.Kind == kind);
}
