using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AzrActors.Journal.Schema;

/// <summary>The role of the running register: it may add to history and the log, and change neither.</summary>
public static partial class RunningRole
{
    /// <summary>Made by schema script 0004; every later script grants it what the running register needs, and no more.</summary>
    public const string Name = "azr_register";

    /// <summary>
    /// Lets the role log in to a server of our own with a password drawn anew, known to this process alone.
    /// </summary>
    /// <param name="ownerConnection">A role that may alter roles.</param>
    /// <returns>The connection string of the running register.</returns>
    public static async Task<string> LetInAsync(string ownerConnection, CancellationToken cancellationToken)
    {
        // Only letters and digits: utility statements take no parameters.
        var password = RandomNumberGenerator.GetHexString(40, lowercase: true);
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"alter role {Name} login password '{password}'", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new NpgsqlConnectionStringBuilder(ownerConnection) { Username = Name, Password = password }.ConnectionString;
    }

    /// <summary>Warns when the role of this connection could change what it must only add to.</summary>
    public static async Task WarnIfTooMightyAsync(string connectionString, ILogger logger, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            select current_user::text where has_table_privilege('record_change', 'update, delete, truncate')
              or has_table_privilege('access_log', 'update, delete, truncate')
              or has_table_privilege('record_key', 'update, delete, truncate')
            """, connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is string role) LogTooMighty(logger, role, Name);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The register runs as {Role}, which could change its history; run it as a member of {Restricted} and migrate with --migration-connection")]
    private static partial void LogTooMighty(ILogger logger, string role, string restricted);
}
