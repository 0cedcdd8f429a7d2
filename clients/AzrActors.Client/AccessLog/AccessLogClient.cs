using AzrActors.Client.Calls;
using AzrActors.Contracts.AccessLog;
using AzrActors.Contracts.Doors;

namespace AzrActors.Client.AccessLog;

/// <summary>The access log as the register authority reads it; every other caller is refused.</summary>
/// <remarks>Calls are repeated while the register is out of reach, like those of <see cref="IAzrClient"/>.</remarks>
public interface IAccessLogClient
{
    /// <inheritdoc cref="IAccessLogDesk.OpenAsync"/>
    Task<LogOpening> OpenAsync(string reason, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IAccessLogDesk.ReadCheckpointsAsync"/>
    Task<IReadOnlyList<LogCheckpoint>> ReadCheckpointsAsync(LogPass pass, long afterSize, int limit, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IAccessLogDesk.ReadEntriesAsync"/>
    Task<IReadOnlyList<LogRow>> ReadEntriesAsync(LogPass pass, long after, int limit, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IAccessLogDesk.ListHoldsAsync"/>
    Task<IReadOnlyList<LogHold>> ListHoldsAsync(string reason, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IAccessLogDesk.HoldAsync"/>
    Task<long?> HoldAsync(LogHold hold, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IAccessLogDesk.LiftHoldAsync"/>
    Task<bool> LiftHoldAsync(long hold, CancellationToken cancellationToken = default);
}

internal sealed class AccessLogClient(Caller caller, RegisterCalls calls) : IAccessLogClient
{
    public Task<LogOpening> OpenAsync(string reason, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.OpenAsync(reason, token), cancellationToken);

    public Task<IReadOnlyList<LogCheckpoint>> ReadCheckpointsAsync(LogPass pass, long afterSize, int limit, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.ReadCheckpointsAsync(pass, afterSize, limit, token), cancellationToken);

    public Task<IReadOnlyList<LogRow>> ReadEntriesAsync(LogPass pass, long after, int limit, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.ReadEntriesAsync(pass, after, limit, token), cancellationToken);

    public Task<IReadOnlyList<LogHold>> ListHoldsAsync(string reason, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.ListHoldsAsync(reason, token), cancellationToken);

    public Task<long?> HoldAsync(LogHold hold, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.HoldAsync(hold, token), cancellationToken);

    public Task<bool> LiftHoldAsync(long hold, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.LiftHoldAsync(hold, token), cancellationToken);

    private Task<T> AtDesk<T>(Func<IAccessLogDesk, CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => call(client.Desk<IAccessLogDesk>(), token), cancellationToken);
}
