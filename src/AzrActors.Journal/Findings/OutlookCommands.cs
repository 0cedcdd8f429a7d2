using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Meetings;
using AzrActors.Domain.Vocabulary;
using Npgsql;
using static AzrActors.Journal.AppendCommands;

namespace AzrActors.Journal.Findings;

/// <summary>An outlook to store, of a version of its record.</summary>
internal sealed record StoredOutlook(RecordId Record, int Version, OutlookUpdate Update);

/// <summary>The statements that store outlooks, each kind of row of a whole group in one.</summary>
internal static class OutlookCommands
{
    public static IEnumerable<NpgsqlBatchCommand> Of(IEnumerable<StoredOutlook> outlooks)
    {
        // Of one record several versions may be stored together; the newest says how it stands.
        var newest = outlooks.GroupBy(one => one.Record).OrderBy(group => group.Key.Value)
            .Select(group => group.OrderBy(one => one.Version).Aggregate((earlier, later) => later with { Update = later.Update.After(earlier.Update) }))
            .ToList();
        foreach (var command in newest.SelectMany(MoveCommands.Ending)) yield return command;
        var standings = newest.Where(one => one.Update.WritesStanding).ToList();
        if (standings.Count > 0) yield return Standings(standings);
        var findings = newest.Where(one => one.Update.WritesFindings).ToList();
        if (findings.Count > 0) yield return Findings(findings);
        foreach (var command in newest.SelectMany(MoveCommands.GoingOn)) yield return command;
    }

    // What another silo has stored since stays as that one says, and of a version that was not stored nothing is.
    private const string IsNewest = """
        one.version = (select max(version) from record_change stored where stored.record_id = one.record_id)
        """;

    private static NpgsqlBatchCommand Standings(List<StoredOutlook> outlooks) => new($"""
        insert into record_standing as held (record_id, keeper, gaps, hidden, look_on, claimed_until)
        select record_id, keeper, gaps, hidden, look_on, null
        from unnest($1::uuid[], $2::integer[], $3::text[], $4::integer[], $5::boolean[], $6::date[])
          as one(record_id, version, keeper, gaps, hidden, look_on)
        where {IsNewest}
        order by record_id
        on conflict (record_id) do update set keeper = excluded.keeper, gaps = excluded.gaps, hidden = excluded.hidden,
          look_on = excluded.look_on, claimed_until = null
        """)
    {
        Parameters =
        {
            Column(outlooks, one => one.Record.Value), Column(outlooks, one => one.Version),
            Column(outlooks, one => one.Update.Outlook.Keeper?.Value), Column(outlooks, one => one.Update.Outlook.Gaps),
            Column(outlooks, one => one.Update.Outlook.IsHidden), Column(outlooks, one => one.Update.Outlook.LookOn),
        },
    };

    private static NpgsqlBatchCommand Findings(List<StoredOutlook> outlooks)
    {
        var rows = outlooks.SelectMany(one => one.Update.Outlook.Findings.DistinctBy(KeyOf), (one, finding) => (Of: one, Finding: finding)).ToList();
        return new($"""
            with one as (
              select * from unnest($1::uuid[], $2::integer[], $3::date[], $4::text[], $14::boolean[]) as one(record_id, version, day, because, hidden)
              where {IsNewest}
            ), said as (
              select record_id, said.*, one.day
              from unnest($5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::date[], $11::boolean[], $12::boolean[])
                as said(of_record, rule, path, field, responsible, due_on, hidden, touched)
              join one on one.record_id = said.of_record
            ), closed as (
              update finding standing set closed_on = one.day, closed_because = one.because from one
              where standing.record_id = one.record_id and standing.closed_on is null and standing.rule <> all ($13) and not exists (
                select from said where said.record_id = standing.record_id and said.rule = standing.rule
                  and said.path = standing.path and said.field = standing.field)
            ), veiled as (
              update finding standing set hidden = one.hidden from one
              where standing.record_id = one.record_id and standing.closed_on is null and standing.rule = any ($13) and standing.hidden <> one.hidden
            )
            insert into finding as standing (record_id, rule, path, field, responsible, opened_on, due_on, hidden)
            select record_id, rule, path, field, responsible, day, due_on, hidden from said order by record_id, rule, path, field
            on conflict (record_id, rule, path, field) where closed_on is null do update
              set responsible = excluded.responsible, hidden = excluded.hidden,
                  contested_at = case when {WasTouched} then null else standing.contested_at end,
                  contested_by = case when {WasTouched} then null else standing.contested_by end,
                  contested_reason = case when {WasTouched} then null else standing.contested_reason end
              where standing.responsible <> excluded.responsible or standing.hidden <> excluded.hidden
                or (standing.contested_at is not null and {WasTouched})
            """)
        {
            Parameters =
            {
                Column(outlooks, one => one.Record.Value), Column(outlooks, one => one.Version), Column(outlooks, one => one.Update.Day),
                Column(outlooks, one => one.Update.IsOfDay ? "elapsed" : "changed"),
                Column(rows, row => row.Of.Record.Value), Column(rows, row => row.Finding.Rule.Id), Column(rows, row => row.Finding.Path ?? ""),
                Column(rows, row => row.Finding.Field ?? ""), Column(rows, row => (row.Finding.Responsible ?? AuthorityKey.Register).Value),
                Column(rows, row => FindingTerms.DueOn(row.Finding.Rule, row.Of.Update.Day)), Column(rows, row => row.Of.Update.Outlook.IsHidden),
                Column(rows, row => row.Of.Update.Touched.Contains(row.Finding)),
                // What its surroundings show of a record is kept by whoever has looked at them (IMeetings).
                new NpgsqlParameter<string[]> { TypedValue = [.. MeetingRules.Asked] }, Column(outlooks, one => one.Update.Outlook.IsHidden),
            },
        };
    }

    private const string WasTouched = """
        exists (select from said where touched and said.record_id = standing.record_id and said.rule = standing.rule
          and said.path = standing.path and said.field = standing.field)
        """;

    private static (string, string?, string?) KeyOf(StandingFinding finding) => (finding.Rule.Id, finding.Path, finding.Field);
}
