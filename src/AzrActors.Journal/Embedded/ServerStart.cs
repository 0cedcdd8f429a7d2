using System.Runtime.Versioning;

namespace AzrActors.Journal.Embedded;

/// <summary>One attempt to start the server: until it accepts connections, gives up, or takes too long.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ServerStart(ClusterPlace place, EmbeddedPostgresOptions options, IEnumerable<string> command)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// The guardian of the running server, or <c>null</c> when another program took the port in between.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">
    /// The server ended or took too long; with the end of its log.
    /// </exception>
    internal async Task<PostgresGuardian?> TryAsync(bool mayRetry, CancellationToken cancellationToken)
    {
        // Ownership has made sure that no server stands behind these; an old "ready" must not be believed.
        File.Delete(place.PostmasterFile);
        if (File.Exists(place.Log))
            File.Move(place.Log, place.Log + ".previous", overwrite: true);

        var guardian = PostgresGuardian.Start(command, place.Log, options.RemoveOnStop ? place.Folder : null);
        try
        {
            var deadline = DateTime.UtcNow + options.StartTimeout;
            while (!AcceptsConnections())
            {
                if (guardian.HasExited)
                    return mayRetry && LogTail().Contains("Address already in use", StringComparison.Ordinal)
                        ? null
                        : throw new EmbeddedPostgresException($"PostgreSQL did not start: {LogTail()}");
                if (DateTime.UtcNow > deadline)
                    throw new EmbeddedPostgresException(
                        $"PostgreSQL did not accept connections within {options.StartTimeout}: {LogTail()}");
                await Task.Delay(Beat, cancellationToken);
            }

            return guardian;
        }
        catch
        {
            await guardian.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The eighth line of postmaster.pid is the server's own word on its state; a standby can be read before it is promoted.
    /// </summary>
    private bool AcceptsConnections() =>
        File.Exists(place.PostmasterFile)
        && File.ReadLines(place.PostmasterFile).ElementAtOrDefault(7) is { } state
        && (state.StartsWith("ready", StringComparison.Ordinal) || state.StartsWith("standby", StringComparison.Ordinal));

    private string LogTail() =>
        File.Exists(place.Log) ? string.Join(' ', File.ReadLines(place.Log).TakeLast(8)) : "(no log)";
}
