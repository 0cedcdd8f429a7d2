using AzrActors.Domain.Vocabulary;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

public sealed class RefusalLogTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static readonly Guid Submission = new("5f0c2f3e-0000-4000-8000-00000000000a");

    [Fact]
    public async Task A_refusal_is_logged_with_its_rules_and_nothing_else()
    {
        var record = Samples.NewRecord();

        Assert.Equal(
            $"2026-11-24 08:15:30.123456+00 A12054 Frau Beispiel {Submission} {record.Value} submission.faulty {{Q026,Q009}}",
            await LoggedAsync(record, "submission.faulty", "Q026", "Q009"));
    }

    [Fact]
    public async Task A_refusal_without_record_and_rules_is_logged_too() => Assert.Equal(
        $"2026-11-24 08:15:30.123456+00 A12054 Frau Beispiel {Submission} - sender.unknown {{}}",
        await LoggedAsync(null, "sender.unknown"));

    [Fact]
    public async Task The_log_has_no_column_for_values() => Assert.Equal(
        "position,refused_at,authority,official,submission_id,record_id,code,rules",
        await database.ScalarAsync("""
            select string_agg(column_name, ',' order by ordinal_position)
            from information_schema.columns where table_name = 'refusal_log'
            """));

    private async Task<object?> LoggedAsync(RecordId? record, string code, params string[] rules)
    {
        var before = await database.FootprintAsync();
        await database.Journal.LogRefusalAsync(
            new RefusalEntry(Samples.ReceivedAt, Samples.Abh, "Frau Beispiel", Submission, record, code, rules), Cancellation);
        // The log is the last figure; everything before it is unchanged.
        Assert.Equal(before[..before.LastIndexOf(' ')], (await database.FootprintAsync())[..before.LastIndexOf(' ')]);
        return await database.ScalarAsync("""
            select concat_ws(' ', refused_at at time zone 'UTC' || '+00', authority, official, submission_id,
              coalesce(record_id::text, '-'), code, rules::text)
            from refusal_log order by position desc limit 1
            """);
    }
}
