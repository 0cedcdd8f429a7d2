using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Meetings;
using AzrActors.Journal.Identity;
using Npgsql;
using static AzrActors.Journal.AppendCommands;

namespace AzrActors.Journal.Findings;

/// <summary>
/// The statements that end findings by a merge and let them go on with their days (<see cref="FindingMove"/>). Between them stands
/// what the data of the record say. They come with the change itself, so that its version is stored when they are.
/// </summary>
internal static class MoveCommands
{
    // One finding may have stood at both records: it has stood since the earlier day and is due on the earlier one.
    private const string GoOn = """
        with moved as (
          select was.rule, case when was.path = '' then '' else place.path end as path, was.field,
            min(was.responsible) as responsible, min(was.opened_on) as opened_on, min(was.due_on) as due_on,
            (array_agg(was.contested_at order by was.contested_at desc) filter (where place.same and was.contested_at is not null))[1] as contested_at,
            (array_agg(was.contested_by order by was.contested_at desc) filter (where place.same and was.contested_at is not null))[1] as contested_by,
            (array_agg(was.contested_reason order by was.contested_at desc) filter (where place.same and was.contested_at is not null))[1] as contested_reason
          from finding was
          left join unnest($4::uuid[], $5::text[], $6::text[], $7::boolean[]) as place(of_record, key, path, same)
            on place.of_record = was.record_id and place.key = case when was.path = '' then $8 || was.field else was.path end
          where was.merge = $2 and was.record_id = any ($3) and (was.path = '' or place.key is not null)
          group by 1, 2, 3
        )
        insert into finding as standing (record_id, rule, path, field, responsible, opened_on, due_on, hidden, contested_at, contested_by, contested_reason)
        select $1, rule, path, field, responsible, opened_on, due_on, $9, contested_at, contested_by, contested_reason from moved
        where rule = any ($10) or exists (
          select from finding here where here.record_id = $1 and here.closed_on is null
            and here.rule = moved.rule and here.path = moved.path and here.field = moved.field)
        order by rule, path, field
        on conflict (record_id, rule, path, field) where closed_on is null do update
          set opened_on = excluded.opened_on, due_on = excluded.due_on,
              contested_at = coalesce(excluded.contested_at, standing.contested_at),
              contested_by = coalesce(excluded.contested_by, standing.contested_by),
              contested_reason = coalesce(excluded.contested_reason, standing.contested_reason)
        """;

    public static IEnumerable<NpgsqlBatchCommand> Ending(StoredOutlook outlook) =>
        outlook.Update.Moves.Where(move => move.EndsHere).Select(move => new NpgsqlBatchCommand("""
            update finding set closed_on = $2, closed_because = 'changed', merge = $3 where record_id = $1 and closed_on is null
            """)
        {
            Parameters = { Record(outlook), new NpgsqlParameter<DateOnly> { TypedValue = outlook.Update.Day }, new NpgsqlParameter<Guid> { TypedValue = move.Merge } },
        });

    public static IEnumerable<NpgsqlBatchCommand> GoingOn(StoredOutlook outlook)
    {
        foreach (var move in outlook.Update.Moves.Where(move => move.From.Count > 0))
        {
            yield return new(GoOn)
            {
                Parameters =
                {
                    Record(outlook), new NpgsqlParameter<Guid> { TypedValue = move.Merge }, Column(move.From, record => record.Value),
                    Column(move.Places, place => place.Of.Value), Column(move.Places, place => place.Path), Column(move.Places, place => place.To),
                    Column(move.Places, place => place.IsSame), new NpgsqlParameter<string> { TypedValue = MovedPlace.Whole },
                    new NpgsqlParameter<bool> { TypedValue = outlook.Update.Outlook.IsHidden },
                    // What its surroundings show of a record is not known here: it goes on until somebody has looked at them.
                    new NpgsqlParameter<string[]> { TypedValue = [.. MeetingRules.Asked] },
                },
            };
            yield return Mail(outlook, move);
            yield return new(DueRecords.LookAgain("array[$1]")) { Parameters = { Record(outlook) } };
        }
    }

    // The other record keeps what it was told, for the day on which it becomes itself again.
    private static NpgsqlBatchCommand Mail(StoredOutlook outlook, FindingMove move)
    {
        var addresses = move.Places.Where(place => place.Of != outlook.Record && AddressOf(place.Path) is not null).ToList();
        return new("""
            insert into mail_returned (record_id, address, authority, returned_on, reported_at)
            select $1, place.address, mail.authority, mail.returned_on, mail.reported_at
            from unnest($2::uuid[], $3::integer[], $4::integer[]) as place(of_record, was, address)
            join mail_returned mail on mail.record_id = place.of_record and mail.address = place.was
            on conflict do nothing
            """)
        {
            Parameters =
            {
                Record(outlook), Column(addresses, place => place.Of.Value), Column(addresses, place => AddressOf(place.Path)!.Value),
                Column(addresses, place => AddressOf(place.To)!.Value),
            },
        };
    }

    private static int? AddressOf(string path) =>
        FactPath.TryParse(path, out var place) && place.Group == FactPath.Address ? place.Number : null;

    private static NpgsqlParameter Record(StoredOutlook outlook) => new NpgsqlParameter<Guid> { TypedValue = outlook.Record.Value };
}
