using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Receipts;
using Microsoft.Extensions.Logging;

namespace AzrActors.Client.Receipts;

/// <summary>
/// Takes an authority's notices over: hands them to its handler in order, gives signed receipts with the handler's
/// verdict, and parks a notice on which the handler fails again and again, so that other persons' notices go on. Notices
/// of that person are parked behind it and delivered in order when a replay is asked for.
/// </summary>
/// <remarks>At least once, as with <see cref="IAzrClient.SubscribeAsync"/>: the handler discards repeats by sequence.</remarks>
public sealed partial class NoticeSubscriber(
    IAzrClient client, string subscription, SubscriptionOptions options, TimeProvider time, ILogger<NoticeSubscriber> logger)
    : IDisposable
{
    private const int ParkedPageSize = 1000;

    private readonly ParkedPersons _parked = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>As the other; what the handler has returned from is accepted.</summary>
    public Task RunAsync(Func<Notice, CancellationToken, Task> handler, CancellationToken cancellationToken) => RunAsync(
        async (notice, token) =>
        {
            await handler(notice, token);
            return NoticeVerdict.Accepted;
        },
        cancellationToken);

    /// <summary>Runs until cancelled. A failure that is not the notice's (<see cref="SubscriptionOptions.IsPoison"/>) ends it.</summary>
    public async Task RunAsync(Func<Notice, CancellationToken, Task<NoticeVerdict>> handler, CancellationToken cancellationToken)
    {
        var position = options.After ?? await client.GetPositionAsync(subscription, cancellationToken);
        foreach (var parked in await ListParkedAsync(cancellationToken)) _parked.Add(parked.Person, parked.Sequence);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var receipts = new ReceiptWriter(client, subscription, options.GivesReceipts, position, _parked.Contains, time, logger);
        receipts.Start();
        await Task.WhenAll(
            EndTogether(client.FollowAsync(position, (notice, token) => TakeAsync(notice, handler, receipts, token), end.Token)),
            EndTogether(ReplayAsync(handler, receipts, end.Token)));

        async Task EndTogether(Task part)
        {
            try
            {
                await part;
            }
            finally
            {
                await end.CancelAsync();
            }
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task TakeAsync(
        Notice notice, Func<Notice, CancellationToken, Task<NoticeVerdict>> handler, ReceiptWriter receipts, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var verdict = _parked.FirstOf(notice.Person) is { } first
                ? await ParkBehindAsync(notice, first, cancellationToken)
                : await DeliverAsync(notice, handler, cancellationToken);
            receipts.Handled(notice, verdict);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>Null when the notice was parked.</returns>
    private async Task<NoticeVerdict?> DeliverAsync(
        Notice notice, Func<Notice, CancellationToken, Task<NoticeVerdict>> handler, CancellationToken cancellationToken)
    {
        for (var (tries, pause) = (1, options.FirstPause); ; tries++)
        {
            try
            {
                return await handler(notice, cancellationToken);
            }
            catch (Exception failure) when (IsPoison(failure, cancellationToken))
            {
                LogFailed(logger, subscription, notice.Sequence, tries, failure.GetType().Name);
                if (tries >= options.TriesMax)
                {
                    // Of the failure only its kind: its text may speak of the person.
                    await ParkAsync(notice, tries, KindOf(failure), behind: null, cancellationToken);
                    return null;
                }
            }
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < options.LongestPause ? pause * 2 : options.LongestPause;
        }
    }

    private async Task<NoticeVerdict?> ParkBehindAsync(Notice notice, long first, CancellationToken cancellationToken)
    {
        // Delivered again after a crash: it is where it was.
        if (_parked.Contains(notice.Sequence)) await options.OnParked(notice, cancellationToken);
        else await ParkAsync(notice, 0, "behind", first, cancellationToken);
        return null;
    }

    private async Task ParkAsync(Notice notice, int tries, string reason, long? behind, CancellationToken cancellationToken)
    {
        var parked = new ParkedNotice { Sequence = notice.Sequence, Person = notice.Person, Tries = tries, Reason = reason, Behind = behind };
        // First the register: what it does not know of would be lost with this program.
        while (!await TryParkAsync(parked, cancellationToken)) LogParkingWaits(logger, subscription, notice.Sequence);
        _parked.Add(notice.Person, notice.Sequence);
        LogParked(logger, subscription, notice.Sequence, reason);
        await options.OnParked(notice, cancellationToken);
    }

    private async Task<bool> TryParkAsync(ParkedNotice notice, CancellationToken cancellationToken)
    {
        try
        {
            await client.Deliveries.ParkAsync(subscription, notice, cancellationToken);
            return true;
        }
        catch (RegisterUnavailableException)
        {
            // The client's patience has passed already; nothing can go on before the register is back.
            return false;
        }
    }

    private async Task ReplayAsync(
        Func<Notice, CancellationToken, Task<NoticeVerdict>> handler, ReceiptWriter receipts, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.ReplayLook, time);
        do
        {
            if (_parked.IsEmpty) continue;
            try
            {
                var asked = (await ListParkedAsync(cancellationToken)).Where(parked => parked.ReplayAskedAt is not null);
                foreach (var person in asked.Select(parked => parked.Person).Distinct())
                    await ReplayAsync(person, handler, receipts, cancellationToken);
            }
            catch (RegisterUnavailableException outage)
            {
                LogReplayWaits(logger, subscription, outage.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Delivers all parked notices of a person in order, until one fails again.</summary>
    private async Task ReplayAsync(
        string person, Func<Notice, CancellationToken, Task<NoticeVerdict>> handler, ReceiptWriter receipts, CancellationToken cancellationToken)
    {
        // Nothing new of the person comes meanwhile: it would overtake, or be parked behind what is gone.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var parked in (await ListParkedAsync(cancellationToken)).Where(parked => parked.Person == person))
            {
                var notice = (await client.ReadNoticesAsync(parked.Sequence - 1, 1, cancellationToken)).Notices[0];
                if (await DeliverAsync(notice, handler, cancellationToken) is not { } verdict) return;
                if (options.GivesReceipts && !await GiveOneAsync(notice, verdict, receipts, cancellationToken)) return;
                await client.Deliveries.ReleaseAsync(subscription, notice.Sequence, cancellationToken);
                _parked.Remove(person, notice.Sequence);
                LogReplayed(logger, subscription, notice.Sequence);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>False when the register does not take it yet; the notice stays parked and comes again.</returns>
    private async Task<bool> GiveOneAsync(Notice notice, NoticeVerdict verdict, ReceiptWriter receipts, CancellationToken cancellationToken)
    {
        // The receipt that says it was parked comes first.
        await receipts.FlushAsync(cancellationToken);
        var reply = await client.Deliveries.GiveAsync(ReceiptBook.WriteOne(notice, verdict), cancellationToken);
        if (reply.Refusal is { } refusal) LogReceiptRefused(logger, subscription, notice.Sequence, refusal.Code);
        return reply.Refusal is null;
    }

    private async Task<List<ParkedNotice>> ListParkedAsync(CancellationToken cancellationToken)
    {
        var all = new List<ParkedNotice>();
        IReadOnlyList<ParkedNotice> page;
        do
        {
            page = await client.Deliveries.ListParkedAsync(subscription, all.Count == 0 ? 0 : all[^1].Sequence, ParkedPageSize, cancellationToken);
            all.AddRange(page);
        }
        while (page.Count == ParkedPageSize);
        return all;
    }

    private bool IsPoison(Exception failure, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && failure is not RegisterUnavailableException && options.IsPoison(failure);

    private static string KindOf(Exception failure)
    {
        var name = failure.GetType().FullName ?? failure.GetType().Name;
        return name.Length <= ParkedNotice.ReasonLengthMax ? name : name[..ParkedNotice.ReasonLengthMax];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Subscription}: the handler failed on notice {Sequence}, try {Tries}: {Failure}")]
    private static partial void LogFailed(ILogger logger, string subscription, long sequence, int tries, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Subscription}: notice {Sequence} is parked: {Reason}")]
    private static partial void LogParked(ILogger logger, string subscription, long sequence, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Subscription}: notice {Sequence} waits to be parked, the register is out of reach")]
    private static partial void LogParkingWaits(ILogger logger, string subscription, long sequence);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Subscription}: parked notice {Sequence} was delivered after all")]
    private static partial void LogReplayed(ILogger logger, string subscription, long sequence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Subscription}: the receipt for the replayed notice {Sequence} was refused: {Code}")]
    private static partial void LogReceiptRefused(ILogger logger, string subscription, long sequence, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Subscription}: replays wait, the register is out of reach: {Failure}")]
    private static partial void LogReplayWaits(ILogger logger, string subscription, string failure);
}
