using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Receipts;
using AzrActors.Journal.Receipts;
using Orleans.Concurrency;

namespace AzrActors.Streams.Receipts;

/// <summary>Keeps the parked notices of whoever the verified assertion says is calling.</summary>
[StatelessWorker, Reentrant]
public sealed class ParkingDeskGrain(INoticeParking parking) : Grain, IParkingDesk
{
    private const int LimitMax = 1000;

    public async Task ParkAsync(string subscription, ParkedNotice notice, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(notice.Tries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(notice.Person.Length, ParkedNotice.ReasonLengthMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(notice.Reason.Length, ParkedNotice.ReasonLengthMax);
        var letter = new ParkedLetter(notice.Sequence, notice.Person, notice.Tries, notice.Reason, notice.Behind);
        if (!await parking.ParkAsync(Authority, NoticeDeskGrain.Checked(subscription), letter, cancellationToken))
            throw new ArgumentException("There is no such notice.", nameof(notice));
    }

    public async Task<IReadOnlyList<ParkedNotice>> ListAsync(string subscription, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        var parked = await parking.ListAsync(Authority, NoticeDeskGrain.Checked(subscription), after, limit, cancellationToken);
        return
        [
            .. parked.Select(letter => new ParkedNotice
            {
                Sequence = letter.Sequence, Person = letter.Person, Tries = letter.Tries, Reason = letter.Reason, Behind = letter.Behind,
                ParkedAt = letter.ParkedAt, ReplayAskedAt = letter.ReplayAskedAt,
            }),
        ];
    }

    public Task<int> ReplayAsync(string subscription, long? sequence, CancellationToken cancellationToken) =>
        parking.AskReplayAsync(Authority, NoticeDeskGrain.Checked(subscription), sequence, cancellationToken);

    public Task ReleaseAsync(string subscription, long sequence, CancellationToken cancellationToken) =>
        parking.ReleaseAsync(Authority, NoticeDeskGrain.Checked(subscription), sequence, cancellationToken);

    private static string Authority => VerifiedCaller.Current.Authority;
}
