using AzrActors.Journal.Schema;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace AzrActors.Journal.Tests.Schema;

public sealed class MigratorTests(PostgresFixture postgres)
{
    private static readonly SchemaScript First =
        new("0001_first.sql", "CREATE TABLE first (id int); SELECT pg_sleep(0.2)");
    private static readonly SchemaScript Second = new("0002_second.sql", "CREATE TABLE second (id int)");
    private static readonly SchemaScript Broken = new("0002_broken.sql", "CREATE TABLE half (id int); SELECT 1/0");

    [Fact]
    public async Task Three_silos_migrating_at_once_apply_each_script_once()
    {
        var database = await postgres.NameDatabaseAsync(Cancellation);

        var applied = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ApplyAsync(database, First, Second)));

        Assert.Equal([First.Name, Second.Name], applied.SelectMany(names => names).Order());
    }

    [Fact]
    public async Task A_script_changed_after_it_was_applied_is_refused()
    {
        var database = await postgres.NameDatabaseAsync(Cancellation);
        await ApplyAsync(database, First);

        var refusal = await Assert.ThrowsAsync<SchemaMismatchException>(
            () => ApplyAsync(database, First with { Text = First.Text + " -- harmless?" }, Second));

        Assert.Contains(First.Name, refusal.Message, StringComparison.Ordinal);
        Assert.False(await ExistsAsync(database, "second"));
    }

    [Fact]
    public async Task Other_line_ends_are_not_another_script()
    {
        var database = await postgres.NameDatabaseAsync(Cancellation);
        var script = new SchemaScript("0001_lines.sql", "CREATE TABLE lines\n(id int)");
        await ApplyAsync(database, script);

        Assert.Empty(await ApplyAsync(database, script with { Text = script.Text.ReplaceLineEndings("\r\n") }));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_behind_and_runs_again_when_mended()
    {
        var database = await postgres.NameDatabaseAsync(Cancellation);

        var failure = await Assert.ThrowsAsync<SchemaScriptFailedException>(() => ApplyAsync(database, First, Broken));

        Assert.Contains(Broken.Name, failure.Message, StringComparison.Ordinal);
        Assert.False(await ExistsAsync(database, "half"));
        var mended = Broken with { Text = "CREATE TABLE half (id int)" };
        Assert.Equal([mended.Name], await ApplyAsync(database, First, mended));
    }

    [Fact]
    public async Task A_database_migrated_by_a_newer_silo_still_serves_an_older_one()
    {
        var database = await postgres.NameDatabaseAsync(Cancellation);
        await ApplyAsync(database, First, Second);

        Assert.Empty(await ApplyAsync(database, First));
    }

    [Fact]
    public async Task The_scripts_of_this_build_are_applied_in_order_and_once()
    {
        var database = await postgres.NameDatabaseAsync(Cancellation);

        var applied = await Migrator.MigrateAsync(database, NullLogger.Instance, Cancellation);

        Assert.Equal(SchemaScript.Embedded.Select(script => script.Name), applied);
        Assert.Equal(applied.Order(StringComparer.Ordinal), applied);
        Assert.Empty(await Migrator.MigrateAsync(database, NullLogger.Instance, Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<IReadOnlyList<string>> ApplyAsync(string database, params SchemaScript[] scripts) =>
        Migrator.ApplyAsync(database, scripts, NullLogger.Instance, Cancellation);

    private static async Task<bool> ExistsAsync(string database, string table)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
        return await command.ExecuteScalarAsync(Cancellation) is true;
    }
}
