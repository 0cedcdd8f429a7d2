namespace AzrActors.Journal.Receipts;

/// <summary>Notices that programs of recipients have set aside.</summary>
public interface INoticeParking
{
    /// <summary>Sets a notice aside, or notes that it failed again: tries add up and a replay counts as done.</summary>
    /// <returns>False if the recipient has no such notice.</returns>
    Task<bool> ParkAsync(string recipient, string subscription, ParkedLetter letter, CancellationToken cancellationToken);

    /// <summary>Those above <paramref name="after"/>, by rising number, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<ParkedLetter>> ListAsync(
        string recipient, string subscription, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The first notice of a person that is set aside, or null.</summary>
    Task<long?> FindFirstAsync(string recipient, string subscription, string person, CancellationToken cancellationToken);

    /// <summary>Asks for another delivery of a notice and all others of its person, or of everything for null.</summary>
    /// <returns>How many are to be delivered again.</returns>
    Task<int> AskReplayAsync(string recipient, string subscription, long? sequence, CancellationToken cancellationToken);

    /// <summary>The notice was delivered after all. Nothing happens if it is not parked.</summary>
    Task ReleaseAsync(string recipient, string subscription, long sequence, CancellationToken cancellationToken);

    /// <summary>How many are set aside altogether.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken);
}

/// <param name="Person">Pseudonym of the person in this feed.</param>
/// <param name="Tries">How often its handler has failed.</param>
/// <param name="Reason">Kind of the fault.</param>
/// <param name="Behind">Earlier notice of the person that it waits for; null if it failed itself.</param>
public sealed record ParkedLetter(long Sequence, string Person, int Tries, string Reason, long? Behind)
{
    public DateTimeOffset ParkedAt { get; init; }

    public DateTimeOffset? ReplayAskedAt { get; init; }
}
