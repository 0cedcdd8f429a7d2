using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Findings;

/// <summary>Which records have to be looked at because a day has come. Several silos may ask at once; each record goes to one of them.</summary>
public interface IRecordWatch
{
    /// <summary>
    /// Takes records that are due on the day, oldest first. Until <paramref name="until"/> nobody else is given them; whoever has looked
    /// at one says so with <see cref="IJournal.KeepOutlookAsync"/> or an append. One that is never heard of again, because its silo
    /// died, is given out anew after that.
    /// </summary>
    /// <param name="now">Legal time, with which the claims of others are held against theirs.</param>
    Task<IReadOnlyList<RecordId>> ClaimDueAsync(
        DateOnly day, DateTimeOffset now, DateTimeOffset until, int atMost, CancellationToken cancellationToken);

    /// <summary>There is no such record any more, or there never was.</summary>
    Task ForgetAsync(RecordId record, CancellationToken cancellationToken);
}
