using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Meetings;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Tests.Journal;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Findings;

/// <summary>Findings of merged records go on with their days and checks, and are at both again when the merge is taken back.</summary>
public sealed class FindingMoveTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private readonly Guid _merge = Guid.NewGuid();
    private readonly AuthorityKey _office = Samples.NewRecipient();

    private static DateOnly Day => Samples.Day;

    [Fact]
    public async Task A_finding_goes_on_since_its_earlier_day_and_parting_gives_each_record_its_own_again()
    {
        var (kept, other) = (await FoundAsync(Day.AddDays(-5), NoAddress), await FoundAsync(Day.AddDays(-20), NoAddress, Expired(1)));
        await ContestAsync(other, "Q067");

        other = await MoveAsync(other, Outlooks.Empty with { IsHidden = true }, FindingMove.Away(_merge), Day);
        Assert.Equal("", await StandingAsync(other));
        kept = await MoveAsync(kept, Outlooks.With(NoAddress, Expired(3)), Over(kept, other, new MovedPlace(other.Record, "status/1", "status/3", IsSame: true)), Day);

        Assert.Equal($"Q038  {Day.AddDays(-20):O} {Day.AddDays(-6):O} open, Q067 status/3 {Day.AddDays(-20):O} {Day.AddDays(10):O} checked", await StandingAsync(kept));

        kept = await MoveAsync(kept, Outlooks.With(NoAddress), new FindingMove(_merge, false, [kept.Record], []), Day.AddDays(1));
        other = await MoveAsync(
            other, Outlooks.With(NoAddress, Expired(1)),
            new FindingMove(_merge, false, [other.Record], [new MovedPlace(other.Record, "status/1", "status/1", IsSame: true)]), Day.AddDays(1));

        Assert.Equal($"Q038  {Day.AddDays(-5):O} {Day.AddDays(9):O} open", await StandingAsync(kept));
        Assert.Equal($"Q038  {Day.AddDays(-20):O} {Day.AddDays(-6):O} open, Q067 status/1 {Day.AddDays(-20):O} {Day.AddDays(10):O} checked", await StandingAsync(other));
    }

    [Fact]
    public async Task Whoever_checked_other_data_than_are_there_now_has_not_checked_these()
    {
        var (kept, other) = (await FoundAsync(Day, []), await FoundAsync(Day.AddDays(-20), Expired(1)));
        await ContestAsync(other, "Q067");

        other = await MoveAsync(other, Outlooks.Empty with { IsHidden = true }, FindingMove.Away(_merge), Day);
        await MoveAsync(kept, Outlooks.With(Expired(1)), Over(kept, other, new MovedPlace(other.Record, "status/1", "status/1", IsSame: false)), Day);

        Assert.Equal($"Q067 status/1 {Day.AddDays(-20):O} {Day.AddDays(10):O} open", await StandingAsync(kept));
    }

    [Fact]
    public async Task What_the_merge_mended_stands_nowhere_until_it_is_taken_back()
    {
        var (kept, other) = (await FoundAsync(Day.AddDays(-5), NoAddress), await FoundAsync(Day, []));
        other = await MoveAsync(other, Outlooks.Empty with { IsHidden = true }, FindingMove.Away(_merge), Day);

        kept = await MoveAsync(kept, Outlooks.Empty, Over(kept, other), Day);
        Assert.Equal("", await StandingAsync(kept));

        await MoveAsync(kept, Outlooks.With(NoAddress), new FindingMove(_merge, false, [kept.Record], []), Day.AddDays(1));
        Assert.Equal($"Q038  {Day.AddDays(-5):O} {Day.AddDays(9):O} open", await StandingAsync(kept));
    }

    [Fact]
    public async Task What_surroundings_showed_goes_on_until_they_are_looked_at_and_returned_mail_follows_its_address()
    {
        var (kept, other) = (await FoundAsync(Day, []), await FoundAsync(Day, []));
        await Meetings.KeepAsync(other.Record, OneSided(1), false, [Seen(other)], Day.AddDays(-8), Cancellation);
        await Meetings.ReportMailAsync(other.Record, _office, new ReturnedMail(1, Day.AddDays(-9), Samples.ReceivedAt), Cancellation);
        await database.ScalarAsync("delete from match_due where record_id = $1", kept.Record.Value);

        other = await MoveAsync(other, Outlooks.Empty with { IsHidden = true }, FindingMove.Away(_merge), Day);
        Assert.Equal("", await StandingAsync(other));
        kept = await MoveAsync(kept, Outlooks.Empty, Over(
            kept, other, new MovedPlace(other.Record, "AccompanyingFamilyMember/1", "AccompanyingFamilyMember/2", IsSame: true),
            new MovedPlace(other.Record, "address/1", "address/4", IsSame: true)), Day);

        var asked = $"Q106 AccompanyingFamilyMember/2 {Day.AddDays(-8):O} {Day.AddDays(6):O} open";
        Assert.Equal(asked, await StandingAsync(kept));
        Assert.Equal(4, Assert.Single(await Meetings.ReturnedMailAsync(kept.Record, Cancellation)).Address);
        Assert.Single(await Meetings.ReturnedMailAsync(other.Record, Cancellation));
        Assert.Equal(1L, await database.ScalarAsync("select count(*) from match_due where record_id = $1", kept.Record.Value));
        Assert.True(await Meetings.KeepAsync(kept.Record, OneSided(2), false, [Seen(kept) with { Version = 2 }], Day, Cancellation));
        Assert.Equal(asked, await StandingAsync(kept));
    }

    [Fact]
    public async Task A_finding_that_went_on_at_another_record_does_not_count_as_mended()
    {
        var day = Day.AddDays(300);
        var (kept, other) = (await FoundAsync(day, []), await FoundAsync(day.AddDays(-20), NoAddress));
        other = await MoveAsync(other, Outlooks.Empty with { IsHidden = true }, FindingMove.Away(_merge), day);
        await MoveAsync(kept, Outlooks.With(NoAddress), Over(kept, other), day);

        var quality = new PostgresQuality(database.Running);
        Assert.True(await quality.RollUpAsync(day, Cancellation));

        var rule = Assert.Single(Assert.Single(await quality.ReadAsync(_office, day, day, Cancellation)).Rules);
        Assert.Equal(("Q038", 1, 1, 0, 0), (rule.Rule, rule.Standing, rule.Overdue, rule.Opened, rule.Closed));
    }

    private PostgresMeetings Meetings => new(database.Running, new MatchKeys(database.NewKeys()));

    private StandingFinding NoAddress => Outlooks.NoAddress(_office);

    private StandingFinding Expired(int status) => Outlooks.Expired(status, _office);

    private MeetingOutlook OneSided(int family) => new(
        [new MetFinding(new StandingFinding(Rules.RelationOneSided, $"AccompanyingFamilyMember/{family}", null, _office), DateTimeOffset.MinValue)], null);

    private static PersonRecord Seen(JournalAppend append) => PersonRecord.Evolve(append.Record, null, Samples.Change(1, Samples.EveryEvent[0]));

    private FindingMove Over(JournalAppend kept, JournalAppend other, params IReadOnlyList<MovedPlace> places) =>
        new(_merge, true, [kept.Record, other.Record], places);

    private async Task<JournalAppend> FoundAsync(DateOnly day, params IReadOnlyList<StandingFinding> findings)
    {
        var match = new MatchEntry(new Domain.Identity.RecordIdentity(new Domain.Identity.PersonIdentity(), [], []), Samples.Abh, false);
        var append = Samples.Registration().Finding(null, Outlooks.With(findings), day) with { Match = match };
        await database.AppendAsync(append);
        return append;
    }

    private async Task<JournalAppend> MoveAsync(JournalAppend before, RecordOutlook outlook, FindingMove move, DateOnly day)
    {
        var following = Samples.Following(before);
        await database.AppendAsync(following with { Outlook = OutlookUpdate.OfMove(outlook, following.Change!, move, day) });
        return following;
    }

    private async Task ContestAsync(JournalAppend of, string rule) => Assert.True(await new PostgresFindings(database.Running).ContestAsync(
        (long)(await database.ScalarAsync("select id from finding where record_id = $1 and rule = $2", of.Record.Value, rule))!, _office, "evidence", Samples.ReceivedAt, Cancellation));

    private async Task<string> StandingAsync(JournalAppend of) => (string)(await database.ScalarAsync("""
        select coalesce(string_agg(concat_ws(' ', rule, path, opened_on, due_on, case when contested_at is null then 'open' else 'checked' end), ', ' order by rule), '')
        from finding where record_id = $1 and closed_on is null
        """, of.Record.Value))!;
}
