using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace AzrActors.Silo;

/// <summary>Ready when this silo is an active member of the cluster and the database answers.</summary>
internal sealed class RegisterHealth(NpgsqlDataSource database, ISiloStatusOracle silos) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (silos.CurrentStatus != SiloStatus.Active) return HealthCheckResult.Unhealthy($"The silo is {silos.CurrentStatus}.");
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
    }
}
