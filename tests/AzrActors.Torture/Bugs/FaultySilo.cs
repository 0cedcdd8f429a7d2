using AzrActors.Journal;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Keys;
using AzrActors.Silo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AzrActors.Torture.Bugs;

/// <summary>
/// A silo of the register in which one service is replaced by a faulty one. It exists in this program only: the register
/// itself has no switch for it.
/// </summary>
internal static class FaultySilo
{
    /// <summary>Whether the bug sits in a silo; others sit in a client.</summary>
    public static bool Has(Bug bug) => bug is Bug.SkipOrder or Bug.MemoryFirst;

    public static async Task<int> RunAsync(Bug bug, RegisterSettings settings, CancellationToken cancellationToken)
    {
        await using var database = await RegisterDatabase.OpenAsync(settings, NullLogger.Instance, cancellationToken);
        await using var app = RegisterHost.Build(settings, database, [], builder => builder.Services.Replace(bug switch
        {
            Bug.SkipOrder => ServiceDescriptor.Singleton<INoticeFeed>(services => new PositionOrderedFeed(
                new PostgresNoticeFeed(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<RecordKeys>()),
                services.GetRequiredService<NpgsqlDataSource>())),
            Bug.MemoryFirst => ServiceDescriptor.Singleton<IJournal>(services => new WriteBehindJournal(new PostgresJournal(
                services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<RecordKeys>(),
                services.GetRequiredService<LogKeyRing>(), services.GetRequiredService<LogBacklog>()))),
            _ => throw new ArgumentOutOfRangeException(nameof(bug), bug, "This bug sits in no silo."),
        }));
        await app.RunAsync(cancellationToken);
        return 0;
    }
}
