using AzrActors.Journal.Embedded;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace AzrActors.Journal.Tests.Embedded;

public sealed class PostgresBinariesTests : IDisposable
{
    private readonly string folder = ThrowAwayFolder.Name(inMemory: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_set_folder_without_PostgreSQL_is_named_and_nothing_else_is_tried()
    {
        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(
            () => FindAsync(new PostgresSearch { BinFolder = "/nowhere" }));

        Assert.Contains("AZR_PG_BIN points to '/nowhere'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_PostgreSQL_is_told_what_to_install()
    {
        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => FindAsync(new PostgresSearch
        {
            BinFolder = null, LookOnMachine = false, MayObtain = false, CacheFolder = folder,
        }));

        Assert.Contains("apt-get install postgresql", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("AZR_PG_BIN", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binaries_of_another_major_version_than_the_data_folder_are_passed_over()
    {
        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => FindAsync(new PostgresSearch
        {
            BinFolder = null, MayObtain = false, CacheFolder = folder, NeededMajor = 9,
        }));

        Assert.Contains(
            "No PostgreSQL 9 (the version that wrote the data folder)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_npm_package_runs_where_nothing_is_installed()
    {
        PostgresBinaries binaries;
        try
        {
            binaries = await FindAsync(
                new PostgresSearch { BinFolder = null, LookOnMachine = false, CacheFolder = folder });
        }
        catch (EmbeddedPostgresException unobtainable)
            when (unobtainable.Message.StartsWith("No PostgreSQL", StringComparison.Ordinal))
        {
            Assert.Skip($"npm is missing or has no access to its registry here. {unobtainable.Message}");
            return;
        }

        Assert.Equal(18, binaries.Major);
        var options = new EmbeddedPostgresOptions
        {
            DataFolder = Path.Combine(folder, "data"),
            Search = new PostgresSearch { BinFolder = binaries.Folder },
        };
        await using var server = await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, Cancellation);
        var version = await Sql.RunAsync(server.ConnectionString, "SELECT version()", Cancellation);
        Assert.StartsWith("PostgreSQL 18", $"{version}", StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static Task<PostgresBinaries> FindAsync(PostgresSearch search) =>
        PostgresBinaries.FindOrObtainAsync(search, NullLogger.Instance, Cancellation);
}
