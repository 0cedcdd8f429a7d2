using AzrActors.Journal;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Keys;
using AzrActors.Silo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AzrActors.Benchmarks.Load;

/// <summary>
/// A silo that writes no access log, to know what the log costs. It exists in this program only: the register itself
/// has no switch for it.
/// </summary>
public static class UnloggedSilo
{
    public static async Task<int> RunAsync(RegisterSettings settings, CancellationToken cancellationToken)
    {
        await using var database = await RegisterDatabase.OpenAsync(settings, NullLogger.Instance, cancellationToken);
        await using var app = RegisterHost.Build(settings, database, [], builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Services.Replace(ServiceDescriptor.Singleton<IJournal>(services =>
                new PostgresJournal(
                    services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<RecordKeys>(), log: null, LogBacklog.NoLimit)));
        });
        await app.RunAsync(cancellationToken);
        return 0;
    }
}
