using AzrActors.Contracts.Doors;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace AzrActors.Client.Calls;

/// <summary>The one place where calls get their speaker and are repeated.</summary>
internal sealed partial class RegisterCalls
{
    private readonly IClusterClient _cluster;
    private readonly ICallerSigner _signer;
    private readonly CallSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<RegisterCalls> _logger;
    private readonly ResiliencePipeline _repeating;
    private readonly KeeperName _keeper = new();

    public RegisterCalls(
        IClusterClient cluster, ICallerSigner signer, CallSettings settings, TimeProvider time, ILogger<RegisterCalls> logger)
    {
        (_cluster, _signer, _settings, _time, _logger) = (cluster, signer, settings, time, logger);
        // The number of attempts is not limited: the caller's patience is (a token that runs out).
        _repeating = new ResiliencePipelineBuilder { TimeProvider = _time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(2),
            ShouldHandle = attempt => ValueTask.FromResult(
                Outage.Is(attempt.Outcome.Exception, attempt.Context.CancellationToken)),
            OnRetry = attempt =>
            {
                LogRepeated(_logger, attempt.AttemptNumber + 1, attempt.Outcome.Exception?.Message ?? "");
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    public TimeSpan SafetyPull => _settings.SafetyPull;

    public int PageSize => _settings.PageSize;

    /// <summary>Signs what is to be kept, not what is called.</summary>
    public string SignStatement(Caller caller, CallBinding binding) => _signer.Sign(caller, binding, keeper: null);

    /// <summary>Makes the call for this caller, again and again while the register is out of reach.</summary>
    /// <exception cref="RegisterUnavailableException">It stayed out of reach until the patience was over.</exception>
    public async Task<T> CallAsync<T>(
        Caller caller, Func<IClusterClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken,
        TimeSpan? patience = null)
    {
        var limit = patience ?? _settings.Patience;
        using var clock = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        Exception? last = null;
        try
        {
            return await _repeating.ExecuteAsync(
                async token =>
                {
                    try { return await SignedAsync(caller, call, token); }
                    catch (Exception failure) when (Outage.Is(failure, token))
                    {
                        last = failure;
                        throw;
                    }
                },
                either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegisterUnavailableException(
                $"The register was out of reach for {limit.TotalSeconds:0} s. Whether the last call arrived is unknown; "
                + "sending the same submission again is safe. Check the gateways and whether a silo is running.",
                last);
        }
    }

    public Task CallAsync(
        Caller caller, Func<IClusterClient, CancellationToken, Task> call, CancellationToken cancellationToken,
        TimeSpan? patience = null) =>
        CallAsync(
            caller,
            async (client, token) =>
            {
                await call(client, token);
                return true;
            },
            cancellationToken,
            patience);

    /// <summary>Makes the call for this caller, once.</summary>
    public Task<T> OnceAsync<T>(Caller caller, Func<IClusterClient, Task<T>> call) =>
        SignedAsync(caller, (client, _) => call(client), CancellationToken.None);

    /// <summary>Every call of every attempt gets an assertion of its own: each lives for seconds and is good for one call.</summary>
    private async Task<T> SignedAsync<T>(
        Caller caller, Func<IClusterClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        CallSigning.SpeakFor(caller, _signer, _keeper);
        return await call(_cluster, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The register is out of reach, attempt {Attempt} failed: {Failure}")]
    private static partial void LogRepeated(ILogger logger, int attempt, string failure);
}
