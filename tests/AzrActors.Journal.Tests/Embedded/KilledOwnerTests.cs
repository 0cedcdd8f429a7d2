using System.Diagnostics;
using System.Globalization;
using AzrActors.Journal.Embedded;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace AzrActors.Journal.Tests.Embedded;

public sealed class KilledOwnerTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly string folder = ThrowAwayFolder.Name(inMemory: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_owner_leaves_no_server_and_the_next_start_finds_what_was_committed()
    {
        using var owner = await ServerOwner.StartAsync(folder, durable: true, Cancellation);
        await Sql.RunAsync(owner.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer", Cancellation);
        var postmaster = Postmaster();

        owner.Kill();

        await Eventually.HoldsAsync(
            "the server is gone", () => Task.FromResult(!IsRunning(postmaster)), Soon, Cancellation);
        await using var next = await StartAsync();
        Assert.Equal(42, await Sql.RunAsync(next.ConnectionString, "SELECT answer FROM kept", Cancellation));
    }

    [Fact]
    public async Task A_start_right_after_the_kill_waits_for_the_old_server()
    {
        using var owner = await ServerOwner.StartAsync(folder, durable: true, Cancellation);
        await Sql.RunAsync(owner.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer", Cancellation);

        owner.Kill();

        await using var next = await StartAsync();
        Assert.Equal(42, await Sql.RunAsync(next.ConnectionString, "SELECT answer FROM kept", Cancellation));
    }

    [Fact]
    public async Task A_throw_away_cluster_of_a_killed_owner_is_gone_with_its_server()
    {
        using var owner = await ServerOwner.StartAsync(folder, durable: false, Cancellation);
        var postmaster = Postmaster();

        owner.Kill();

        await Eventually.HoldsAsync(
            "server and folder are gone",
            () => Task.FromResult(!IsRunning(postmaster) && !Directory.Exists(folder)),
            Soon,
            Cancellation);
    }

    [Fact]
    public async Task An_orphan_without_guardian_is_ended_by_the_next_owner()
    {
        using var owner = await ServerOwner.StartAsync(folder, durable: true, Cancellation);
        var postmaster = Postmaster();
        KillGuardianOf(postmaster);
        owner.Kill();
        Assert.True(IsRunning(postmaster));

        await using var next = await StartAsync();

        Assert.False(IsRunning(postmaster));
    }

    [Fact]
    public async Task A_server_that_ends_by_itself_is_noticed()
    {
        var throwAway = new EmbeddedPostgresOptions { DataFolder = folder, Durable = false, RemoveOnStop = true };
        await using var server = await EmbeddedPostgres.StartAsync(throwAway, NullLogger.Instance, Cancellation);

        Process.GetProcessById(Postmaster()).Kill();

        await server.Ended.WaitAsync(Soon, Cancellation);
    }

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions { DataFolder = folder }, NullLogger.Instance, Cancellation);

    private int Postmaster() => int.Parse(
        File.ReadLines(Path.Combine(folder, "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>An ended process that nobody has waited for yet keeps its number but has no command line.</summary>
    private static bool IsRunning(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Length > 0;
        }
        // Ended before or while we were looking.
        catch (IOException)
        {
            return false;
        }
    }

    private static void KillGuardianOf(int postmaster)
    {
        var guardian = ParentOf(postmaster);
        var watchers = Process.GetProcesses().Where(p => p.Id != postmaster && ParentOf(p.Id) == guardian).ToList();
        foreach (var process in watchers.Append(Process.GetProcessById(guardian!.Value)))
            process.Kill();
    }

    private static int? ParentOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .Single(field => field.StartsWith("PPid:", StringComparison.Ordinal));
            return int.Parse(line[5..], CultureInfo.InvariantCulture);
        }
        // Ended while we were looking.
        catch (IOException)
        {
            return null;
        }
    }
}
