using AzrActors.Journal.Embedded;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace AzrActors.Journal.Tests.Embedded;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string folder = ThrowAwayFolder.Name(inMemory: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_data_folder_is_initialised_once_and_keeps_its_port()
    {
        string first;
        await using (var server = await StartAsync(folder))
        {
            first = server.ConnectionString;
            await Sql.RunAsync(first, "CREATE TABLE kept AS SELECT 42 AS answer", Cancellation);
        }

        await using var again = await StartAsync(folder);

        Assert.Equal(first, again.ConnectionString);
        Assert.Equal(42, await Sql.RunAsync(again.ConnectionString, "SELECT answer FROM kept", Cancellation));
    }

    [Fact]
    public async Task A_folder_in_use_by_a_living_silo_is_refused()
    {
        await using var first = await StartAsync(folder);

        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(folder));

        Assert.Contains(
            $"in use by another silo (process {Environment.ProcessId})", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Sql.RunAsync(first.ConnectionString, "SELECT 1", Cancellation));
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password()
    {
        await using var server = await StartAsync(folder);
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "azr" }.ConnectionString;

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(guess, "SELECT 1", Cancellation));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "password")));
    }

    [Fact]
    public async Task Commits_are_durable_unless_the_cluster_is_thrown_away()
    {
        await using var server = await StartAsync(folder);

        Assert.Equal("on", await Sql.RunAsync(server.ConnectionString, "SHOW fsync", Cancellation));
        Assert.Equal("on", await Sql.RunAsync(server.ConnectionString, "SHOW synchronous_commit", Cancellation));
        Assert.Equal("UTF8", await Sql.RunAsync(server.ConnectionString, "SHOW server_encoding", Cancellation));
    }

    [Fact]
    public async Task A_folder_that_only_root_can_enter_is_replaced_by_one_the_server_can()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root hands the server to another account.");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string place;
        await using (var server = await StartAsync(Path.Combine(folder, "data")))
        {
            place = server.DataFolder;
            await Sql.RunAsync(server.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer", Cancellation);
        }

        await using (var again = await StartAsync(Path.Combine(folder, "data")))
            Assert.Equal(42, await Sql.RunAsync(again.ConnectionString, "SELECT answer FROM kept", Cancellation));

        Assert.StartsWith("/var/tmp/azractors-", place, StringComparison.Ordinal);
        Directory.Delete(place, recursive: true);
    }

    [Fact]
    public async Task An_ordinary_user_runs_the_server_without_help()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Every other test of an ordinary user's run shows this.");
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);

        using var owner = await ServerOwner.StartAsync(
            Path.Combine(folder, "data"), durable: true, Cancellation,
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", "env", $"HOME={folder}");

        Assert.Equal(1, await Sql.RunAsync(owner.ConnectionString, "SELECT 1", Cancellation));
    }

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static Task<EmbeddedPostgres> StartAsync(string folder) => EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions { DataFolder = folder }, NullLogger.Instance, Cancellation);
}
