using Npgsql;

namespace AzrActors.Journal.Tests.Embedded;

/// <summary>One statement on one unpooled connection, so that no test meets the connection of a dead server.</summary>
internal static class Sql
{
    internal static async Task<object?> RunAsync(
        string connectionString, string sql, CancellationToken cancellationToken)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
