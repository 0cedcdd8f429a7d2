using AzrActors.Journal;
using AzrActors.Journal.Embedded;
using AzrActors.Journal.Schema;

namespace AzrActors.Silo;

/// <summary>The database of this silo: an existing server, or the embedded one for as long as this object lives.</summary>
public sealed class RegisterDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private RegisterDatabase(string connectionString, ClusterSecret secret, EmbeddedPostgres? embedded) =>
        (ConnectionString, Secret, _embedded) = (connectionString, secret, embedded);

    /// <summary>As the role of the running register, which adds to history and cannot change it.</summary>
    public string ConnectionString { get; }

    /// <summary>What the silos over this database know of each other.</summary>
    public ClusterSecret Secret { get; }

    /// <summary>Completes when the embedded server has ended; never for an existing server.</summary>
    public Task Ended => _embedded?.Ended ?? Task.Delay(Timeout.Infinite, CancellationToken.None);

    /// <summary>Connects or starts, and brings the schema up to date; safe when several silos start at once.</summary>
    public static async Task<RegisterDatabase> OpenAsync(RegisterSettings settings, ILogger logger, CancellationToken cancellationToken)
    {
        var embedded = settings.ConnectionString is null
            ? await EmbeddedPostgres.StartAsync(
                new EmbeddedPostgresOptions { DataFolder = Path.Combine(settings.DataFolder, "postgres") }, logger, cancellationToken)
            : null;
        try
        {
            var owner = DatabaseServers.ToPrimary(settings.MigrationConnectionString ?? settings.ConnectionString ?? embedded!.ConnectionString);
            await Migrator.MigrateAsync(owner, logger, cancellationToken);
            var running = settings.ConnectionString is { } given ? DatabaseServers.ToPrimary(given) : await RunningRole.LetInAsync(owner, cancellationToken);
            await RunningRole.WarnIfTooMightyAsync(running, logger, cancellationToken);
            return new RegisterDatabase(running, await ClusterSecret.OpenAsync(owner, cancellationToken), embedded);
        }
        catch
        {
            if (embedded is not null) await embedded.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null) await _embedded.DisposeAsync();
    }
}
