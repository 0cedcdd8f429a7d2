using AzrActors.Domain.AccessLog;
using AzrActors.Journal.Tests.Journal;
using AzrActors.TestSupport;
using Npgsql;
using Xunit;

namespace AzrActors.Journal.Tests.AccessLog;

/// <summary>What the role of the running register may not do, tried by that role.</summary>
public sealed class RunningRoleTests(PostgresFixture postgres) : IAsyncLifetime
{
    private SealedLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _log = await SealedLog.OpenAsync(postgres);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        await _log.Journal.AppendAsync(Samples.Registration(Samples.NewRecipient()), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    public static TheoryData<string> History =>
    [
        "access_log", "log_checkpoint", "record_change", "submission_receipt", "azr_number", "notice", "refusal_log", "log_hold", "log_hand_over",
        "schema_version", "record_key", "record_tombstone", "quality_day", "quality_finding",
    ];

    [Theory]
    [MemberData(nameof(History))]
    public async Task History_and_log_cannot_be_changed_by_the_running_register(string table)
    {
        string[] attempts =
        [
            $"update {table} set {await LastColumnAsync(table)} = {await LastColumnAsync(table)}",
            $"delete from {table}", $"truncate {table}", $"truncate {table} cascade", $"drop table {table}",
            $"alter table {table} disable trigger all", $"alter table {table} add column forged text", $"alter table {table} rename to other",
            $"alter table {table} owner to azr_register", $"create trigger forged before insert on {table} for each row execute function suppress_redundant_updates_trigger()",
            $"create rule forged as on insert to {table} do instead nothing", $"create index forged on {table} ({await LastColumnAsync(table)})",
            $"copy {table} to program 'true'",
            $"begin; lock table {table} in access exclusive mode",
        ];
        foreach (var attempt in attempts) await RefusedAsync(attempt);
        Assert.Equal(false, await _log.TamperAsync($"select has_any_column_privilege('azr_register', '{table}', 'update')"));
        // PostgreSQL refuses this one or only warns; either way it grants nothing.
        await Record.ExceptionAsync(() => _log.TamperAsRunningRegisterAsync($"grant all on {table} to azr_register"));
        await RefusedAsync($"delete from {table}");
    }

    [Theory]
    [InlineData("set session_replication_role = replica")]
    [InlineData("set role azr")]
    [InlineData("alter role azr_register superuser")]
    [InlineData("create table public.other (id int)")]
    [InlineData("create or replace function remove_due_log_entries(at_most integer) returns integer language sql as 'select 1'")]
    [InlineData("insert into log_hold (entries_from, reason, placed_by, lifted_by) values (now(), 'x', 'y', 'z')")]
    [InlineData("update log_hold set kinds = '{}'")]
    [InlineData("create or replace function lift_block_hold(blocked_record uuid, lifter text) returns integer language sql as 'select 1'")]
    [InlineData("insert into refusal_log (refused_at, authority, official, submission_id, code, rules) values (now(), '', '', gen_random_uuid(), '', '{}')")]
    public Task Ways_around_are_closed(string attempt) => RefusedAsync(attempt);

    [Fact]
    public async Task An_entry_cannot_take_a_number_of_its_choice() => Assert.Equal(
        "428C9",
        (await Assert.ThrowsAsync<PostgresException>(() => _log.TamperAsRunningRegisterAsync("""
            insert into access_log (id, at, kind, authority, content, leaf_hash, mac) values (99, now(), 'store', '', '', sha256(''), sha256(''))
            """))).SqlState);

    [Fact]
    public async Task Removing_what_is_not_due_is_not_possible_through_the_function_either()
    {
        Assert.Equal(0, await _log.Log.RemoveDueAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain((await _log.VerifyAsync(_log.Kept)).Faults, fault => fault.Kind == LogFaultKind.EntryDeleted);
    }

    private const string Change = """
        insert into record_change (record_id, version, authority, submission_id, received_at, content)
        select record_id, version + 1, authority, submission_id, received_at, content
        from record_change where record_id = (select record_id from notice);
        """;

    private const string OtherChange = """
        insert into record_change (record_id, version, authority, submission_id, received_at, content)
        select gen_random_uuid(), 1, authority, submission_id, received_at, content from record_change;
        """;

    private const string Rewriting = "select redact_letters(record_id, array[recipient], array[sequence], array['{}'::bytea]) from notice";
    private const string NotOfThisRecord =
        "select redact_letters(change.record_id, array[recipient], array[sequence], array['{}'::bytea]) from notice, record_change change "
        + "where change.record_id <> notice.record_id";

    [Fact]
    public async Task The_content_of_a_letter_changes_together_with_its_record_and_nothing_else_of_it_does()
    {
        const string Rest = "select (recipient, sequence, record_id, version)::text from notice";
        var before = await _log.TamperAsync(Rest);

        await _log.TamperAsRunningRegisterAsync(Change + Rewriting);

        Assert.Equal("{}", await _log.TamperAsync("select convert_from(content, 'UTF8') from notice"));
        Assert.Equal(before, await _log.TamperAsync(Rest));
    }

    [Theory]
    [InlineData(Rewriting)]
    [InlineData(OtherChange + Rewriting)]
    [InlineData(OtherChange + NotOfThisRecord)]
    [InlineData("create or replace function redact_letters(uuid, text[], bigint[], bytea[]) returns integer language sql as 'select 1'")]
    [InlineData("alter function redact_letters(uuid, text[], bigint[], bytea[]) security invoker")]
    public async Task A_letter_does_not_change_without_its_record(string attempt)
    {
        var before = await _log.TamperAsync("select notice::text from notice");
        await RefusedAsync(attempt);
        Assert.Equal(before, await _log.TamperAsync("select notice::text from notice"));
    }

    [Fact]
    public async Task A_change_stored_earlier_is_no_leave_to_rewrite_letters()
    {
        await _log.TamperAsRunningRegisterAsync(Change);
        await RefusedAsync(Rewriting);
    }

    private async Task RefusedAsync(string attempt)
    {
        var refusal = await Record.ExceptionAsync(() => _log.TamperAsRunningRegisterAsync(attempt)) as PostgresException;
        Assert.True(refusal is not null, $"Not refused: {attempt}");
        Assert.True(refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{attempt}: {refusal.SqlState} {refusal.MessageText}");
    }

    private async Task<string> LastColumnAsync(string table) => (string)(await _log.TamperAsync(
        $"select attname::text from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 order by attnum desc limit 1"))!;
}
