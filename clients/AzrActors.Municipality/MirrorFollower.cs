using System.Threading.Channels;
using AzrActors.Client;
using AzrActors.Contracts.Notices;
using Microsoft.Extensions.Logging;

namespace AzrActors.Municipality;

/// <summary>
/// Brings the authority's notices into its mirror and tells the register how far it got. Where to continue is what the
/// mirror says; the register's knowledge of it is for its operators.
/// </summary>
public sealed partial class MirrorFollower(
    IAzrClient client, Mirror mirror, string subscription, ILogger<MirrorFollower> logger)
{
    // Only the newest position is worth acknowledging.
    private readonly Channel<long> _positions = Channel.CreateBounded<long>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Follows until cancelled.</summary>
    /// <exception cref="NoticeGapException">Notices are missing; see <see cref="Mirror.Apply"/>.</exception>
    /// <exception cref="MirrorOutOfStepException">A notice does not fit the mirror; see <see cref="Mirror.Apply"/>.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var position = mirror.Position;
        LogFollowing(logger, mirror.Authority, position);
        // A crash after the last commit may have kept its acknowledgement back.
        _positions.Writer.TryWrite(position);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(
            EndTogether(client.FollowAsync(position, TakeAsync, end.Token)),
            EndTogether(AcknowledgeAsync(end.Token)));

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

    private Task TakeAsync(Notice notice, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var effect = mirror.Apply(notice);
        LogTaken(logger, notice.Sequence, notice.Kind, effect);
        _positions.Writer.TryWrite(notice.Sequence);
        return Task.CompletedTask;
    }

    private async Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        await foreach (var position in _positions.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await client.AcknowledgeAsync(subscription, position, cancellationToken);
            }
            catch (RegisterUnavailableException fault)
            {
                // The next acknowledgement includes this one.
                LogNotAcknowledged(logger, fault, position);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Following the notices of {Authority} after {Position}")]
    private static partial void LogFollowing(ILogger logger, string authority, long position);

    [LoggerMessage(Level = LogLevel.Information, Message = "Notice {Sequence} ({Kind}): {Effect}")]
    private static partial void LogTaken(ILogger logger, long sequence, NoticeKind kind, MirrorEffect effect);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Position {Position} is not acknowledged yet: the register is out of reach")]
    private static partial void LogNotAcknowledged(ILogger logger, Exception fault, long position);
}
