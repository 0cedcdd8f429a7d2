using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Meetings;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Identity;
using Npgsql;
using static AzrActors.Journal.AppendCommands;

namespace AzrActors.Journal.Findings;

/// <summary>Meetings of records on PostgreSQL.</summary>
public sealed class PostgresMeetings(NpgsqlDataSource database, MatchKeys matchKeys) : IMeetings
{
    /// <summary>Of those that share one key so many are looked at.</summary>
    internal const int MembersMax = 32;

    /// <summary>Whoever changes at a place with more persons is looked at alone.</summary>
    private const int PlaceMax = 64;

    private const int WokenAtOnce = 1_000;

    private const string IsShelter = """
        exists (
          select from unnest(crowd.members) as resident(record_id)
          cross join lateral (select sheltered from match_record where match_record.record_id = resident.record_id offset 0) as one where one.sheltered)
        """;

    // Those at the places for whom the rule now answers otherwise than what stands.
    private static readonly string OfPlaces = $"""
        select member.record_id from asked cross join lateral unnest(asked.places) as at(place)
        cross join lateral (
          select array_agg(one.record_id) as members
          from (select record_id from match_key where match_key.key = at.place limit {PlaceMax + 1}) as one) as crowd
        cross join lateral (select cardinality(crowd.members) >= {RecordsRules.CrowdedFrom} and not {IsShelter} as is_found offset 0) as rule
        cross join lateral unnest(crowd.members) as member(record_id)
        left join lateral (
          select true as stands from finding
          where finding.record_id = member.record_id and finding.rule = $2 and finding.closed_on is null limit 1) as found on true
        where cardinality(crowd.members) <= {PlaceMax} and rule.is_found <> (found.stands is not null)
        """;

    // Each step asks an index with one value after the other; written as a plain join it could become a scan.
    private static readonly string Touched = $"""
        with asked as (
          select said.record_id, due.left_keys, due.places, held.meets
          from unnest($1::uuid[]) as said(record_id)
          left join lateral (select left_keys, places from match_due where match_due.record_id = said.record_id offset 0) as due on true
          left join lateral (select meets from match_record where match_record.record_id = said.record_id offset 0) as held on true
        )
        select record_id from asked
        union
        select member.record_id from asked cross join lateral unnest(asked.left_keys || asked.meets) as one(key)
        cross join lateral (select record_id from match_key where match_key.key = one.key limit {MembersMax}) as member
        union
        {OfPlaces}
        """;

    private static readonly string OutOfStep = $"""
        with asked as (
          select due.places from unnest($1::uuid[]) as said(record_id)
          cross join lateral (select places from match_due where match_due.record_id = said.record_id offset 0) as due
        )
        {OfPlaces}
        """;

    private static readonly string AroundStored = Around("""
        unnest($1::uuid[]) as said(record_id)
        cross join lateral (select * from match_record where match_record.record_id = said.record_id offset 0) as held
        """);

    private static readonly string AroundSaid = Around("""
        (select $1::uuid as record_id) as said
        cross join (select $3::bigint[] as meets, $4::bigint as place, $5::boolean as sheltered, $6::boolean as subscribed) as held
        """);

    // Whoever has checked it has checked what was said until then.
    private const string WasTouched = """
        exists (select from said where said.rule = standing.rule and said.path = standing.path and said.field = standing.field
          and said.said_at > standing.contested_at)
        """;

    private const string Keep = $"""
        with fresh as (
          select where not exists (
            select from unnest($7::uuid[], $8::integer[]) as seen(record_id, version)
            cross join lateral (
              select from record_change where record_change.record_id = seen.record_id and record_change.version = seen.version + 1 offset 0) as newer)
        ), said as (
          select said.* from fresh, unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $9::date[])
            as said(rule, path, field, responsible, said_at, due_on)
        ), closed as (
          update finding as standing set closed_on = $11, closed_because = 'changed' from fresh
          where standing.record_id = $1 and standing.closed_on is null and standing.rule = any($10) and not exists (
            select from said where said.rule = standing.rule and said.path = standing.path and said.field = standing.field)
        ), forgotten as (
          delete from meeting_watch using fresh where record_id = $1 and $13::date is null
        ), watched as (
          insert into meeting_watch (record_id, look_on) select $1, $13 from fresh where $13::date is not null
          on conflict (record_id) do update set look_on = excluded.look_on
        ), opened as (
          insert into finding as standing (record_id, rule, path, field, responsible, opened_on, due_on, hidden)
          select $1, rule, path, field, responsible, $11, due_on, $12 from said order by rule, path, field
          on conflict (record_id, rule, path, field) where closed_on is null do update
            set responsible = excluded.responsible, hidden = excluded.hidden,
                contested_at = case when not {WasTouched} then standing.contested_at end,
                contested_by = case when not {WasTouched} then standing.contested_by end,
                contested_reason = case when not {WasTouched} then standing.contested_reason end
        )
        select exists (select from fresh)
        """;

    // Of them whatever Keep would add to what an authority has to mend.
    private const string Opening = """
        select said.place
        from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[]) with ordinality as said(rule, path, field, responsible, said_at, place)
        where not exists (
          select from finding as standing
          where standing.record_id = $1 and standing.closed_on is null
            and standing.rule = said.rule and standing.path = said.path and standing.field = said.field
            and case when standing.contested_at is null then standing.responsible = said.responsible else said.said_at <= standing.contested_at end)
        order by said.place
        """;

    public Task<IReadOnlyList<RecordId>> TouchedByAsync(IReadOnlyList<RecordId> changed, CancellationToken cancellationToken) =>
        ListAsync(Touched, changed, cancellationToken);

    public Task<IReadOnlyList<RecordId>> OutOfStepAsync(IReadOnlyList<RecordId> changed, CancellationToken cancellationToken) =>
        ListAsync(OutOfStep, changed, cancellationToken);

    private async Task<IReadOnlyList<RecordId>> ListAsync(string sql, IReadOnlyList<RecordId> changed, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(Column(changed, record => record.Value));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Rules.CrowdedAddress.Id });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var records = new List<RecordId>();
        while (await reader.ReadAsync(cancellationToken)) records.Add(new RecordId(reader.GetGuid(0)));
        return records;
    }

    public async Task<IReadOnlyList<MeetingPlace>> LookAroundAsync(IReadOnlyList<RecordId> records, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(AroundStored);
        command.Parameters.Add(Column(records, record => record.Value));
        command.Parameters.Add(Asked());
        return await ReadPlacesAsync(command, cancellationToken);
    }

    public async Task<MeetingPlace> LookAroundAsync(RecordId record, MeetingKeys keys, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(AroundSaid, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = record.Value });
        command.Parameters.Add(Asked());
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = await matchKeys.HashAsync(connection, keys.Shared, cancellationToken) });
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = await matchKeys.HashAsync(connection, keys.Place, cancellationToken) });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = keys.IsSheltered });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = keys.IsSubscribed });
        return (await ReadPlacesAsync(command, cancellationToken)).Single();
    }

    private static async Task<IReadOnlyList<MeetingPlace>> ReadPlacesAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var places = new List<MeetingPlace>();
        while (await reader.ReadAsync(cancellationToken))
            places.Add(new MeetingPlace(
                new RecordId(reader.GetGuid(0)), [.. reader.GetFieldValue<Guid[]>(1).Select(id => new RecordId(id))],
                Math.Min(reader.GetInt32(2), RecordsRules.CrowdedFrom), reader.GetBoolean(3), reader.GetBoolean(4), reader.GetBoolean(5), reader.GetBoolean(6)));
        return places;
    }

    public async Task<IReadOnlyDictionary<AuthorityKey, DateTimeOffset>> LastReasonsAsync(
        RecordId record, IReadOnlyList<AuthorityKey> bodies, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select body, greatest(
              (select max(received_at) from record_change where record_change.record_id = $1 and record_change.authority = body),
              (select at from access_log where access_log.record_id = $1 and access_log.authority = body order by id desc limit 1)) as at
            from unnest($2::text[]) as body
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = record.Value });
        command.Parameters.Add(Column(bodies, body => body.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var reasons = new Dictionary<AuthorityKey, DateTimeOffset>();
        while (await reader.ReadAsync(cancellationToken))
            if (!reader.IsDBNull(1)) reasons[AuthorityKey.Parse(reader.GetString(0))] = reader.GetFieldValue<DateTimeOffset>(1);
        return reasons;
    }

    public async Task<IReadOnlyList<ReturnedMail>> ReturnedMailAsync(RecordId record, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select address, returned_on, reported_at from mail_returned where record_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = record.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var mail = new List<ReturnedMail>();
        while (await reader.ReadAsync(cancellationToken))
            mail.Add(new ReturnedMail(reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateTimeOffset>(2)));
        return mail;
    }

    public async Task ReportMailAsync(RecordId record, AuthorityKey body, ReturnedMail mail, CancellationToken cancellationToken)
    {
        // Of an erased record there is nothing to keep.
        await using var command = database.CreateCommand($"""
            with kept as (
              insert into mail_returned (record_id, address, authority, returned_on, reported_at)
              select record_id, $2, $3, $4, $5 from match_record where record_id = $1
              on conflict do nothing returning record_id
            )
            {DueRecords.LookAgain("array(select record_id from kept)")}
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = record.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = mail.Address });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = body.Value });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = mail.On });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = mail.ReportedAt });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<MetFinding>> OpeningAsync(RecordId record, IReadOnlyList<MetFinding> findings, CancellationToken cancellationToken)
    {
        if (findings.Count == 0) return [];
        await using var command = database.CreateCommand(Opening);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = record.Value });
        AddPlaces(command, findings);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var opening = new List<MetFinding>();
        while (await reader.ReadAsync(cancellationToken)) opening.Add(findings[(int)reader.GetInt64(0) - 1]);
        return opening;
    }

    public async Task<bool> KeepAsync(
        RecordId record, MeetingOutlook outlook, bool hidden, IReadOnlyList<PersonRecord> seen, DateOnly day, CancellationToken cancellationToken)
    {
        var findings = outlook.Findings;
        await using var command = database.CreateCommand(Keep);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = record.Value });
        AddPlaces(command, findings);
        command.Parameters.Add(Column(seen, one => one.Id.Value));
        command.Parameters.Add(Column(seen, one => one.Version));
        command.Parameters.Add(Column(findings, one => FindingTerms.DueOn(one.Finding.Rule, day)));
        command.Parameters.Add(Asked());
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = day });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = hidden });
        command.Parameters.Add(new NpgsqlParameter<DateOnly?> { TypedValue = outlook.LookOn });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task WakeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            with woken as (
              delete from meeting_watch where record_id = any (array(
                select record_id from meeting_watch where look_on <= $1 order by look_on limit {WokenAtOnce} for update skip locked))
              returning record_id
            )
            {DueRecords.LookAgain("array(select record_id from woken)")}
            """);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = day });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Parameters 2 to 6: what is found and where, who must mend it, and since when its data have been said.</summary>
    private static void AddPlaces(NpgsqlCommand command, IReadOnlyList<MetFinding> findings)
    {
        command.Parameters.Add(Column(findings, one => one.Finding.Rule.Id));
        command.Parameters.Add(Column(findings, one => one.Finding.Path ?? ""));
        command.Parameters.Add(Column(findings, one => one.Finding.Field ?? ""));
        command.Parameters.Add(Column(findings, one => (one.Finding.Responsible ?? AuthorityKey.Register).Value));
        command.Parameters.Add(Column(findings, one => one.SaidAt.UtcDateTime));
    }

    private static NpgsqlParameter Asked() => new NpgsqlParameter<string[]> { TypedValue = [.. MeetingRules.Asked] };

    /// <param name="held">Records and the keys they meet others under.</param>
    private static string Around(string held) => $"""
        select said.record_id,
          array(
            select distinct member.record_id from unnest(held.meets) as one(key)
            cross join lateral (select record_id from match_key where match_key.key = one.key limit {MembersMax}) as member
            where member.record_id <> said.record_id),
          case when held.place is null then 0 else 1 + coalesce(cardinality(crowd.members), 0) end,
          held.sheltered or (1 + cardinality(crowd.members) >= {RecordsRules.CrowdedFrom} and {IsShelter}),
          held.subscribed,
          found.stands is not null,
          mail.came_back is not null
        from {held}
        cross join lateral (
          select array_agg(one.record_id) as members
          from (select record_id from match_key where match_key.key = held.place limit {PlaceMax}) as one where one.record_id <> said.record_id) as crowd
        left join lateral (
          select true as stands from finding
          where finding.record_id = said.record_id and finding.closed_on is null and finding.rule = any($2) limit 1) as found on true
        left join lateral (select true as came_back from mail_returned where mail_returned.record_id = said.record_id limit 1) as mail on true
        """;
}
