using System.Data;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Engine.Transactions;
using DbUp.Postgresql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AzrActors.Journal.Schema;

/// <summary>
/// Table <c>schema_version</c>: which scripts ran, when, and the hash of the text that ran. DbUp itself remembers
/// names only and would not notice a script edited afterwards. Written in the transaction of the script.
/// </summary>
internal sealed partial class ScriptLedger(
    Func<IConnectionManager> connectionManager, Func<IUpgradeLog> log, IReadOnlyList<SchemaScript> scripts)
    : PostgresqlTableJournal(connectionManager, log, "public", "schema_version")
{
    private readonly Dictionary<string, string> hashes = scripts.ToDictionary(s => s.Name, s => s.Sha256);

    /// <summary>Compares what ran in this database with what this build carries.</summary>
    /// <exception cref="SchemaMismatchException">The text of a script differs from the one applied.</exception>
    internal static async Task CheckAsync(
        NpgsqlConnection connection,
        IReadOnlyList<SchemaScript> scripts,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var carried = scripts.ToDictionary(script => script.Name, script => script.Sha256);
        foreach (var (name, sha256) in await ReadAsync(connection, cancellationToken))
        {
            // A newer silo was here first. Migrations only add, so this one may go on during a rolling upgrade.
            if (!carried.TryGetValue(name, out var expected))
                LogUnknownScript(logger, name);
            else if (expected != sha256)
                throw new SchemaMismatchException(
                    $"Schema script {name} was changed after it had been applied to this database " +
                    $"(applied {sha256}, this build carries {expected}). " +
                    "Restore its text and put the change into a new script.");
        }
    }

    protected override string CreateSchemaTableSql(string quotedPrimaryKeyName) =>
        $"""
        CREATE TABLE {FqSchemaTableName}
        (
          scriptname text CONSTRAINT {quotedPrimaryKeyName} PRIMARY KEY,
          applied    timestamptz NOT NULL,
          sha256     text NOT NULL
        )
        """;

    protected override IDbCommand GetInsertScriptCommand(Func<IDbCommand> dbCommandFactory, SqlScript script)
    {
        var command = dbCommandFactory();
        command.CommandText =
            $"INSERT INTO {FqSchemaTableName} (scriptname, applied, sha256) VALUES (@name, now(), @sha256)";
        command.Parameters.Add(new NpgsqlParameter("name", script.Name));
        command.Parameters.Add(new NpgsqlParameter("sha256", hashes[script.Name]));
        return command;
    }

    private static async Task<List<(string Name, string Sha256)>> ReadAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new List<(string, string)>();
        await using var exists = new NpgsqlCommand(
            "SELECT to_regclass('public.schema_version') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            return applied;

        await using var read = new NpgsqlCommand(
            "SELECT scriptname, sha256 FROM public.schema_version ORDER BY scriptname", connection);
        await using var rows = await read.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            applied.Add((rows.GetString(0), rows.GetString(1)));
        return applied;
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The database carries schema script {Script}, which this build does not know")]
    private static partial void LogUnknownScript(ILogger logger, string script);
}
