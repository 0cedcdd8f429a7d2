using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Meetings;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Tests.Journal;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Findings;

/// <summary>Records meet by keys that are stored with their change; what was found of it is kept only as long as it is true.</summary>
public sealed class MeetingTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static long _keys = 1_000_000;

    private PostgresMeetings Meetings => MeetingsOn(database.Running);

    [Fact]
    public async Task Whoever_changes_is_looked_at_with_whom_it_meets_and_with_whom_it_has_left()
    {
        var (key, next) = (NewKey(), NewKey());
        var (one, old, young) = (await StoreAsync(Keys(key)), await StoreAsync(Keys(key)), await StoreAsync(Keys(next)));
        Assert.Equal([old.Record], (await AroundAsync(one.Record)).Met);

        await database.AppendAsync(Samples.Following(one) with { Match = Entry(Keys(next)) });

        Assert.Equal(new[] { one.Record, old.Record, young.Record }.ToHashSet(), (await Meetings.TouchedByAsync([one.Record], Cancellation)).ToHashSet());
        Assert.Equal([young.Record], (await AroundAsync(one.Record)).Met);
        Assert.Empty((await AroundAsync(old.Record)).Met);
    }

    [Fact]
    public async Task A_place_is_counted_and_all_who_live_there_are_looked_at_when_it_becomes_crowded_and_not_before()
    {
        var place = NewKey();
        var persons = new List<JournalAppend>();
        for (var i = 0; i < RecordsRules.CrowdedFrom - 1; i++) persons.Add(await StoreAsync(Keys() with { Place = place }));
        Assert.Equal([persons[^1].Record], await Meetings.TouchedByAsync([persons[^1].Record], Cancellation));

        persons.Add(await StoreAsync(Keys() with { Place = place }));

        Assert.Equal(RecordsRules.CrowdedFrom, (await Meetings.TouchedByAsync([persons[^1].Record], Cancellation)).Count);
        var around = await AroundAsync(persons[0].Record);
        Assert.Equal((RecordsRules.CrowdedFrom, false), (around.PersonsAtAddress, around.IsShelter));
        await database.AppendAsync(Samples.Following(persons[3]) with { Match = Entry(Keys() with { Place = place, IsSheltered = true }) });
        Assert.True((await AroundAsync(persons[0].Record)).IsShelter);
    }

    [Fact]
    public async Task A_record_that_is_not_stored_yet_would_meet_whom_it_meets_once_it_is()
    {
        var (key, place) = (NewKey(), NewKey());
        var met = await StoreAsync(Keys(key) with { Place = place });
        var keys = Keys(key, NewKey()) with { Place = place, IsSubscribed = true };
        var append = Samples.Registration() with { Match = Entry(keys) };

        var foreseen = await Meetings.LookAroundAsync(append.Record, keys, Cancellation);
        await database.AppendAsync(append);

        Assert.Equivalent(await AroundAsync(append.Record), foreseen, strict: true);
        Assert.Equal((met.Record, 2), (Assert.Single(foreseen.Met), foreseen.PersonsAtAddress));
        // It leaves the place, or stays.
        Assert.Equal(0, (await Meetings.LookAroundAsync(append.Record, keys with { Place = null }, Cancellation)).PersonsAtAddress);
        Assert.Equal(2, (await Meetings.LookAroundAsync(append.Record, keys, Cancellation)).PersonsAtAddress);
        Assert.Equal(1, (await Meetings.LookAroundAsync(append.Record, keys with { Place = NewKey() }, Cancellation)).PersonsAtAddress);
    }

    [Fact]
    public async Task What_stands_already_does_not_open_unless_somebody_else_must_mend_it_or_checked_data_are_said_anew()
    {
        var first = await StoreAsync(Keys());
        var found = Found(Samples.ReceivedAt.AddDays(-1));
        Assert.Equal(found.Findings, await OpeningAsync(found));
        await Meetings.KeepAsync(first.Record, found, false, [Seen(first)], Samples.Day, Cancellation);

        Assert.Empty(await OpeningAsync(found));
        var elsewhere = new MeetingOutlook([found.Findings[0] with { Finding = found.Findings[0].Finding with { Responsible = AuthorityKey.Register } }], null);
        Assert.Equal(elsewhere.Findings, await OpeningAsync(elsewhere));
        var id = (long)(await database.ScalarAsync("select id from finding where record_id = $1", first.Record.Value))!;
        Assert.True(await new PostgresFindings(database.Running).ContestAsync(id, Samples.Abh, "evidence", Samples.ReceivedAt, Cancellation));
        Assert.Empty(await OpeningAsync(elsewhere));
        var anew = Found(Samples.ReceivedAt.AddDays(1));
        Assert.Equal(anew.Findings, await OpeningAsync(anew));

        Task<IReadOnlyList<MetFinding>> OpeningAsync(MeetingOutlook outlook) => Meetings.OpeningAsync(first.Record, outlook.Findings, Cancellation);
    }

    [Fact]
    public async Task An_erased_record_leaves_those_to_be_looked_at_that_met_it()
    {
        var key = NewKey();
        var (gone, left) = (await StoreAsync(Keys(key)), await StoreAsync(Keys(key)));

        Assert.True(await database.Journal.DestroyKeyAsync(gone.Record, Cancellation));

        Assert.Contains(left.Record, await Meetings.TouchedByAsync([gone.Record], Cancellation));
        Assert.Empty(await Meetings.LookAroundAsync([gone.Record], Cancellation));
        Assert.Empty((await AroundAsync(left.Record)).Met);
    }

    [Fact]
    public async Task What_was_found_of_records_that_have_changed_since_is_not_kept()
    {
        var (one, other) = (await StoreAsync(Keys()), await StoreAsync(Keys()));
        var seen = new[] { Seen(one), Seen(other) };
        await database.AppendAsync(Samples.Following(other));

        Assert.False(await Meetings.KeepAsync(one.Record, Found(), false, seen, Samples.Day, Cancellation));
        Assert.Equal("", await StandingAsync(one.Record));
        Assert.True(await Meetings.KeepAsync(one.Record, Found(), false, [Seen(one), Seen(other) with { Version = 2 }], Samples.Day, Cancellation));
        Assert.Equal("Q106", await StandingAsync(one.Record));
    }

    [Fact]
    public async Task Findings_of_the_record_itself_and_of_its_surroundings_do_not_close_each_other()
    {
        var first = Samples.Registration().Finding(null, Outlooks.With(Outlooks.NoAddress())) with { Match = Entry(Keys()) };
        await database.AppendAsync(first);
        await Meetings.KeepAsync(first.Record, Found(), false, [Seen(first)], Samples.Day, Cancellation);
        Assert.Equal("Q038 Q106", await StandingAsync(first.Record));

        await database.AppendAsync(Samples.Following(first).Finding(Outlooks.With(Outlooks.NoAddress()), Outlooks.Empty));
        Assert.Equal("Q106", await StandingAsync(first.Record));
        await Meetings.KeepAsync(first.Record, new MeetingOutlook([], null), false, [Seen(first) with { Version = 2 }], Samples.Day, Cancellation);
        Assert.Equal("", await StandingAsync(first.Record));
    }

    [Fact]
    public async Task A_contested_finding_rests_until_something_is_said_anew_and_a_block_hides_it_with_its_change()
    {
        var first = await StoreAsync(Keys());
        await Meetings.KeepAsync(first.Record, Found(), false, [Seen(first)], Samples.Day, Cancellation);
        var id = (long)(await database.ScalarAsync("select id from finding where record_id = $1", first.Record.Value))!;
        Assert.True(await new PostgresFindings(database.Running).ContestAsync(id, Samples.Abh, "evidence", Samples.ReceivedAt, Cancellation));

        await Meetings.KeepAsync(first.Record, Found(Samples.ReceivedAt.AddDays(-1)), false, [Seen(first)], Samples.Day, Cancellation);
        Assert.Equal(1L, await CountAsync("contested_at is not null"));
        await Meetings.KeepAsync(first.Record, Found(Samples.ReceivedAt.AddDays(1)), false, [Seen(first)], Samples.Day, Cancellation);
        Assert.Equal(1L, await CountAsync("contested_at is null and not hidden"));

        await database.AppendAsync(Samples.Following(first).Finding(Outlooks.Empty, Outlooks.Empty with { IsHidden = true }));
        Assert.Equal(1L, await CountAsync("hidden"));

        async Task<object?> CountAsync(string which) => await database.ScalarAsync($"select count(*) from finding where id = $1 and {which}", id);
    }

    [Fact]
    public async Task A_record_whose_day_has_come_is_due_once()
    {
        var first = await StoreAsync(Keys());
        await Meetings.KeepAsync(first.Record, new MeetingOutlook([], Samples.Day.AddDays(2)), false, [Seen(first)], Samples.Day, Cancellation);
        await database.ScalarAsync("delete from match_due where record_id = $1", first.Record.Value);

        await Meetings.WakeAsync(Samples.Day.AddDays(1), Cancellation);
        Assert.Equal(0L, await DueAsync());
        await Meetings.WakeAsync(Samples.Day.AddDays(2), Cancellation);
        Assert.Equal(1L, await DueAsync());
        Assert.Equal(0L, await database.ScalarAsync("select count(*) from meeting_watch where record_id = $1", first.Record.Value));

        async Task<object?> DueAsync() => await database.ScalarAsync("select count(*) from match_due where record_id = $1 and version = 1", first.Record.Value);
    }

    [Fact]
    public async Task Looking_around_reads_indexes_only_however_large_the_stock()
    {
        await database.ScalarAsync("""
            insert into match_record (record_id, version, keys, identity, states_difference, meets, place)
              select md5('m' || i)::uuid, 1, array[-i]::bigint[], '\x00', false, array[i, -i / 3]::bigint[], 5000000 + i / 4 from generate_series(1, 20000) i;
            insert into finding (record_id, rule, path, field, responsible, opened_on, due_on, hidden)
              select md5('m' || i)::uuid, 'Q106', '', '', 'R10000', current_date, current_date, false from generate_series(1, 20000) i;
            analyze;
            """);
        var single = new NpgsqlConnectionStringBuilder(database.RunningConnectionString) { MaxPoolSize = 1, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
        await using var source = NpgsqlDataSource.Create(single);
        var meetings = MeetingsOn(source);
        var first = await StoreAsync(Keys());
        for (var time = 0; time < 3; time++)
        {
            await meetings.TouchedByAsync([first.Record, Samples.NewRecord()], Cancellation);
            await meetings.LookAroundAsync([first.Record, Samples.NewRecord()], Cancellation);
            await meetings.LookAroundAsync(Samples.NewRecord(), Keys(NewKey()) with { Place = NewKey() }, Cancellation);
            await meetings.OpeningAsync(first.Record, Found().Findings, Cancellation);
            await meetings.LastReasonsAsync(first.Record, [Samples.Abh], Cancellation);
            await meetings.KeepAsync(first.Record, Found(), false, [Seen(first)], Samples.Day, Cancellation);
        }
        var plans = await PreparedPlans.ExplainAsync(source);
        Assert.True(plans.Count >= 6, $"{plans.Count} statements");
        // The tables that have rows enough here for an index to pay.
        Assert.All(plans, plan => Assert.DoesNotMatch("Seq Scan on (match|finding)", plan));
    }

    private PostgresMeetings MeetingsOn(NpgsqlDataSource source) => new(source, new MatchKeys(database.NewKeys()));

    private async Task<MeetingPlace> AroundAsync(RecordId record) => Assert.Single(await Meetings.LookAroundAsync([record], Cancellation));

    private async Task<JournalAppend> StoreAsync(MeetingKeys keys)
    {
        var append = Samples.Registration() with { Match = Entry(keys) };
        await database.AppendAsync(append);
        return append;
    }

    private async Task<string> StandingAsync(RecordId record) => await database.ScalarAsync(
        "select string_agg(rule, ' ' order by rule) from finding where record_id = $1 and closed_on is null", record.Value) as string ?? "";

    private static MatchEntry Entry(MeetingKeys keys) => new(new Domain.Identity.RecordIdentity(new Domain.Identity.PersonIdentity(), [], []), Samples.Abh, false) { Meets = keys };

    private static MeetingKeys Keys(params ulong[] shared) => MeetingKeys.None with { Shared = shared.ToHashSet() };

    private static MeetingOutlook Found(DateTimeOffset? saidAt = null) =>
        new([new MetFinding(new StandingFinding(Rules.RelationOneSided, "AccompanyingFamilyMember/1", null, Samples.Abh), saidAt ?? DateTimeOffset.MinValue)], null);

    private static PersonRecord Seen(JournalAppend append) => PersonRecord.Evolve(append.Record, null, append.Change!);

    private static ulong NewKey() => (ulong)Interlocked.Increment(ref _keys);
}
