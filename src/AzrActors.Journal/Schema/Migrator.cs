using System.Diagnostics;
using DbUp;
using DbUp.Builder;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AzrActors.Journal.Schema;

/// <summary>
/// Brings a database to the schema of this build: forward only, each script once, in one transaction each.
/// </summary>
public static partial class Migrator
{
    // Any number will do, as long as every silo of every version takes the same one.
    private const long LockKey = 0x417A72_5363686D;

    /// <summary>
    /// Creates the database if it is missing and applies the scripts of this build it has not seen yet.
    /// </summary>
    /// <returns>Names of the scripts applied by this call; empty when the database was up to date.</returns>
    /// <exception cref="SchemaMismatchException">A script was changed after it had been applied.</exception>
    /// <exception cref="SchemaScriptFailedException">PostgreSQL refused a script; it left nothing behind.</exception>
    public static Task<IReadOnlyList<string>> MigrateAsync(
        string connectionString, ILogger logger, CancellationToken cancellationToken) =>
        ApplyAsync(connectionString, SchemaScript.Embedded, logger, cancellationToken);

    /// <summary><see cref="MigrateAsync"/> with scripts of the caller's choice.</summary>
    public static async Task<IReadOnlyList<string>> ApplyAsync(
        string connectionString,
        IReadOnlyList<SchemaScript> scripts,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        // Unpooled: the lock ends with its session, and a template database must have no session left.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }
            .ConnectionString;
        await Database.EnsureExistsAsync(unpooled, cancellationToken);

        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync(cancellationToken);
        await LockAsync(connection, cancellationToken);
        await ScriptLedger.CheckAsync(connection, scripts, logger, cancellationToken);

        return await Task.Run(() => Upgrade(unpooled, scripts, logger), cancellationToken);
    }

    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string[] Upgrade(string connectionString, IReadOnlyList<SchemaScript> scripts, ILogger logger)
    {
        var started = Stopwatch.GetTimestamp();
        var builder = DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScripts(scripts.Select(script => new DbUp.Engine.SqlScript(script.Name, script.Text)))
            .WithScriptNameComparer(StringComparer.Ordinal)
            .WithTransactionPerScript()
            // Otherwise $…$ is a variable of DbUp instead of a quote of PostgreSQL.
            .WithVariablesDisabled()
            .LogTo(new DbUpLog(logger));
        builder.Configure(configuration => configuration.Journal = LedgerOf(configuration, scripts));

        var result = builder.Build().PerformUpgrade();
        if (!result.Successful)
        {
            var script = result.ErrorScript?.Name ?? "(before the first script)";
            throw new SchemaScriptFailedException(script, result.Error);
        }

        var applied = result.Scripts.Select(script => script.Name).ToArray();
        if (applied.Length > 0)
            LogMigrated(logger, string.Join(", ", applied), Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return applied;
    }

    private static ScriptLedger LedgerOf(UpgradeConfiguration configuration, IReadOnlyList<SchemaScript> scripts) =>
        new(() => configuration.ConnectionManager, () => configuration.Log, scripts);

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied schema scripts {Scripts} in {ElapsedMs:F0} ms")]
    private static partial void LogMigrated(ILogger logger, string scripts, double elapsedMs);
}

/// <summary>PostgreSQL refused a script. What it had changed is rolled back; earlier scripts stay applied.</summary>
public sealed class SchemaScriptFailedException(string script, Exception cause)
    : Exception($"Schema script {script} failed: {cause.Message}", cause);
