using AzrActors.Client;
using AzrActors.Client.Receipts;
using AzrActors.Contracts.Notices;
using Microsoft.Extensions.Logging;

namespace AzrActors.Municipality;

/// <summary>
/// Brings the authority's notices into its mirror and gives the register receipts for them. Where to continue is what the
/// mirror says; the register's knowledge of it is for its operators. A notice that does not fit what the mirror holds of
/// its person is parked, with all that follow of that person; other persons go on.
/// </summary>
public sealed partial class MirrorFollower(
    IAzrClient client, Mirror mirror, string subscription, ILoggerFactory loggers, SubscriptionOptions? settings = null)
{
    private readonly ILogger _logger = loggers.CreateLogger<MirrorFollower>();

    /// <summary>Follows until cancelled.</summary>
    /// <exception cref="NoticeGapException">Notices are missing; see <see cref="Mirror.Apply"/>.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var position = mirror.Position;
        LogFollowing(_logger, mirror.Authority, position);
        var options = (settings ?? new SubscriptionOptions()) with
        {
            After = position,
            // Anything else, such as a full disk or missing notices, would befall the next notice too.
            IsPoison = failure => failure is MirrorOutOfStepException,
            OnParked = ParkAsync,
        };
        using var subscriber = new NoticeSubscriber(
            client, subscription, options, TimeProvider.System, loggers.CreateLogger<NoticeSubscriber>());
        await subscriber.RunAsync(TakeAsync, cancellationToken);
    }

    private Task TakeAsync(Notice notice, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var effect = mirror.Apply(notice);
        LogTaken(_logger, notice.Sequence, notice.Kind, effect);
        return Task.CompletedTask;
    }

    private Task ParkAsync(Notice notice, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        mirror.Park(notice);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Following the notices of {Authority} after {Position}")]
    private static partial void LogFollowing(ILogger logger, string authority, long position);

    [LoggerMessage(Level = LogLevel.Information, Message = "Notice {Sequence} ({Kind}): {Effect}")]
    private static partial void LogTaken(ILogger logger, long sequence, NoticeKind kind, MirrorEffect effect);
}
