using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>The database itself refuses what must never be stored, and takes the nearest thing that may be.</summary>
public sealed class ConstraintTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private const string Id = "'00000000-0000-4000-8000-000000000001'";

    /// <summary>What the row of the test refers to.</summary>
    private const string Ground = $"""
        insert into record_change (record_id, version, authority, submission_id, received_at, content)
          values ({Id}, 1, 'A', {Id}, now(), '');
        insert into notice_feed values ('A12054', 1);
        """;

    [Theory]
    [InlineData("'11900000001'")]
    [InlineData("'1190000000170'")]
    [InlineData("'11900000001x'")]
    public Task An_AZR_number_has_12_digits(string invalid) => RefusesAsync(
        number => $"insert into azr_number values ({number}, {Id})", "'119000000017'", invalid, "azr_number_azr_number_check");

    [Fact]
    public Task Versions_of_a_record_start_at_1() => RefusesAsync(
        version => $"""
            insert into record_change (record_id, version, authority, submission_id, received_at, content)
            values (gen_random_uuid(), {version}, 'A', {Id}, now(), '')
            """,
        "1", "0", "record_change_version_check");

    [Theory]
    [InlineData("substr(sha256(''), 2)")]
    [InlineData("sha256('') || '\\x00'::bytea")]
    public Task A_content_hash_has_32_bytes(string invalid) =>
        RefusesAsync(hash => Receipt(hash, "1"), "sha256('')", invalid, "submission_receipt_content_hash_check");

    [Fact]
    public Task A_receipt_names_a_version_that_exists() =>
        RefusesAsync(version => Receipt("sha256('')", version), "1", "0", "submission_receipt_version_check");

    [Fact]
    public Task A_feed_that_exists_has_a_notice() =>
        RefusesAsync(last => $"insert into notice_feed values ('M12054', {last})", "1", "0", "notice_feed_last_check");

    [Fact]
    public Task Notices_are_numbered_from_1() =>
        RefusesAsync(
            sequence => $"insert into notice values ('A12054', {sequence}, {Id}, 1, '')", "1", "0", "notice_sequence_check");

    [Fact]
    public Task A_position_is_not_negative() => RefusesAsync(
        sequence => $"insert into notice_position (recipient, subscription, sequence) values ('A12054', 'mirror', {sequence})",
        "0", "-1", "notice_position_sequence_check");

    private static string Receipt(string hash, string version) =>
        $"insert into submission_receipt values ('A12054', {Id}, {Id}, {hash}, {version}, true, now(), '{{}}')";

    private async Task RefusesAsync(Func<string, string> row, string valid, string invalid, string constraint)
    {
        Assert.Null(await ConstraintBrokenByAsync(row(valid)));
        Assert.Equal(constraint, await ConstraintBrokenByAsync(row(invalid)));
    }

    private async Task<string?> ConstraintBrokenByAsync(string row)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        // Never committed: each row meets the same ground.
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var command = new NpgsqlCommand(Ground + row, connection, transaction);
        try
        {
            await command.ExecuteNonQueryAsync(Cancellation);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.ConstraintName ?? refused.MessageText;
        }
    }
}
