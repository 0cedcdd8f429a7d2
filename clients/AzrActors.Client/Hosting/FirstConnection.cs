using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AzrActors.Client.Hosting;

/// <summary>Repeats the first connection while the register starts, until the patience is over.</summary>
internal sealed partial class FirstConnection(
    IOptions<AzrClientOptions> options, TimeProvider time, ILogger<FirstConnection> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(2);

    private readonly long _started = time.GetTimestamp();
    private TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_started) + _pause > options.Value.Patience)
        {
            LogGivenUp(logger, string.Join(", ", options.Value.Gateways ?? []), options.Value.Patience);
            return false;
        }
        LogRepeated(logger, exception.Message);
        await Task.Delay(_pause, time, cancellationToken);
        _pause = _pause * 2 < PauseMax ? _pause * 2 : PauseMax;
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No gateway of the register answers yet: {Failure}")]
    private static partial void LogRepeated(ILogger logger, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "No gateway of the register ({Gateways}) answered for {Patience}")]
    private static partial void LogGivenUp(ILogger logger, string gateways, TimeSpan patience);
}
