using Npgsql;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>PostgreSQL explains statements that a connection has prepared: those that run, and no copies of them.</summary>
internal static class PreparedPlans
{
    /// <summary>The plan of each prepared statement whose text fits.</summary>
    /// <param name="like">Pattern of the texts; all by default.</param>
    public static async Task<List<string>> ExplainAsync(NpgsqlDataSource source, string like = "%")
    {
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        var prepared = await ColumnAsync(connection, """
            select format('explain execute %I(%s)', name, array_to_string(array_fill('null'::text, array[cardinality(parameter_types)]), ','))
            from pg_prepared_statements where statement like $1
            """, like);
        // The plan that serves every value, not one made for the null of this test.
        await ColumnAsync(connection, "set plan_cache_mode = force_generic_plan");
        var plans = new List<string>();
        foreach (var explain in prepared) plans.Add(string.Join('\n', await ColumnAsync(connection, explain)));
        return plans;
    }

    private static async Task<List<string>> ColumnAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancellation)) rows.Add(reader.GetString(0));
        return rows;
    }
}
