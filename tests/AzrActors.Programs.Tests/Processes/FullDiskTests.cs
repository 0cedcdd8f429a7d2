using System.Diagnostics;
using System.Globalization;
using AzrActors.TestSupport;
using Npgsql;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary>
/// PostgreSQL has no room left while an agency submits and a municipality follows: updates wait, none is half stored, and
/// the work goes on by itself once there is room.
/// </summary>
/// <remarks>
/// A limit of the size of files (<c>RLIMIT_FSIZE</c>) stands for the disk: whoever runs the tests may set it, root or not. The
/// very system calls fail that fail on a full disk, with EFBIG instead of ENOSPC; PostgreSQL treats both as it treats
/// any failed write, only the code of the error differs (XX000 instead of 53100), which the register does not look at.
/// </remarks>
[Collection(ProcessSuite.Name)]
public sealed class FullDiskTests : OwnServer
{
    /// <summary>Less than PostgreSQL writes of its log before its next commit.</summary>
    private const long NoRoomForTheLog = 64 * 1024;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(45);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_no_table_can_grow_updates_wait_and_afterwards_go_on()
    {
        await using var place = new RegisterPlace();
        await using var silo = await StartSiloAsync(place);
        await UnderLoad.CheckAsync(place, [place.Gateway], async () =>
        {
            // Larger than a segment of the log, which is to go on.
            await LimitFilesAsync(await FillChangesAsync());
            await Eventually.HoldsAsync("an update was not stored", () => Task.FromResult(
                silo.Said.Contains("the outcome of a write is unknown", StringComparison.Ordinal)), Soon, Stop);
            Assert.Equal(0L, await CountHalvesAsync());
            await LimitFilesAsync(null);
        }, UnderLoad.PersonsMax);
        Assert.Equal(0L, await CountHalvesAsync());
        await place.StopInOrderAsync(silo);
    }

    [Fact]
    public async Task Without_room_for_its_log_PostgreSQL_ends_and_started_again_it_has_all_that_was_acknowledged()
    {
        await using var place = new RegisterPlace();
        await using var silo = await StartSiloAsync(place);
        await UnderLoad.CheckAsync(place, [place.Gateway], async () =>
        {
            await LimitFilesAsync(NoRoomForTheLog);
            await RestartServerAsync(Soon);
        }, UnderLoad.PersonsMax);
        Assert.Equal(0L, await CountHalvesAsync());
        await place.StopInOrderAsync(silo);
    }

    /// <summary>Fills the file of the changes with rows that are taken back, so that the next change needs a new page.</summary>
    /// <returns>Its size in bytes.</returns>
    private async Task<long> FillChangesAsync()
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(Stop);
        // Or the server gives the room back in the background.
        await RunAsync("alter table record_change set (autovacuum_enabled = off)");
        await RunAsync("begin");
        await RunAsync("""
            insert into record_change (record_id, version, authority, submission_id, received_at, content)
            select gen_random_uuid(), 1, 'A12054', gen_random_uuid(), now(),
              (select decode(string_agg(md5(row || ' ' || part), ''), 'hex') from generate_series(1, 112) part)
            from generate_series(1, 8400) row
            """);
        await RunAsync("rollback");
        await RunAsync("checkpoint");
        await using var size = new NpgsqlCommand("select pg_relation_size('record_change')", connection);
        return (long)(await size.ExecuteScalarAsync(Stop))!;

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(Stop);
        }
    }

    /// <summary>Limits the files of the server's processes, those that it starts later among them; null ends the limit.</summary>
    private async Task LimitFilesAsync(long? bytes)
    {
        // First the parent, so that no child is born without.
        var processes = await ListProcessesAsync(Postmaster);
        await LimitAsync(processes[0], bytes);
        foreach (var child in await ListProcessesAsync("select pid from pg_stat_activity where pid <> pg_backend_pid()")) await LimitAsync(child, bytes);
    }

    /// <summary>Only the soft limit: an ordinary user could not take the hard one back.</summary>
    private static async Task LimitAsync(int process, long? bytes)
    {
        string[] limit = ["prlimit", $"--pid={process}", $"--fsize={bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited"}:"];
        // The limits of a process are its user's, also to a root that a container has tamed; the server does not run as root.
        const string AsItsUser = """user=$(stat -c %u "/proc/$1") && group=$(stat -c %g "/proc/$1") && shift && exec setpriv --reuid "$user" --regid "$group" --clear-groups "$@" """;
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("sh", ["-c", AsItsUser, "limit", $"{process}", .. limit])
            : new ProcessStartInfo(limit[0], limit[1..]);
        start.RedirectStandardError = true;
        using var limiting = Process.Start(start)!;
        var complaint = await limiting.StandardError.ReadToEndAsync(Stop);
        await limiting.WaitForExitAsync(Stop);
        // A connection may have ended meanwhile.
        Assert.True(limiting.ExitCode == 0 || !Directory.Exists($"/proc/{process}"), complaint);
    }

    /// <summary>Rows of submissions of which something is stored and something is missing.</summary>
    private async Task<long> CountHalvesAsync()
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand("""
            select (select count(*) from azr_number given where not exists (
                select from record_change change where change.record_id = given.record_id and change.version = 1))
              + (select count(*) from record_change change where not exists (
                select from submission_receipt receipt
                where receipt.authority = change.authority and receipt.submission_id = change.submission_id and receipt.changed))
              + (select count(*) from submission_receipt receipt where not exists (
                select from record_change change where change.record_id = receipt.record_id and change.version = receipt.version))
              + (select count(*) from record_change change where 2 <> (
                select count(*) from notice letter where letter.record_id = change.record_id and letter.version = change.version))
              + (select count(*) from submission_receipt where submission_id::text not in (
                select convert_from(content, 'UTF8')::jsonb ->> 'submission' from access_log where kind = 'store'))
              + abs((select count(*) from access_log where kind = 'store') - (select count(*) from submission_receipt))
            """);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }
}
