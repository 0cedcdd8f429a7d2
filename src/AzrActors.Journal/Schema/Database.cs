using Npgsql;

namespace AzrActors.Journal.Schema;

/// <summary>Creation of the database that a connection string names.</summary>
internal static class Database
{
    /// <summary>Creates the database unless it exists. Safe when several silos try at once.</summary>
    internal static async Task EnsureExistsAsync(string connectionString, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(connectionString, cancellationToken))
            return;

        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var name = target.Database ?? throw new ArgumentException("The connection string names no database.");
        target.Database = "postgres";
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Quoted(name)} ENCODING 'UTF8'", connection);
        try
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        // Somebody else created it in between; the second state occurs when both were in the middle of it.
        catch (PostgresException taken)
            when (taken.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            return;
        }
    }

    internal static string Quoted(string identifier) =>
        '"' + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>Asked by connecting, because a production role may reach this database and no other.</summary>
    private static async Task<bool> ExistsAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return false;
        }
    }
}
