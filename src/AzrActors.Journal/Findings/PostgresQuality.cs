using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Findings;

/// <summary>What an authority holds and reported on one legal day.</summary>
/// <param name="Records">Records whose file it keeps.</param>
/// <param name="Complete">Of these without a gap.</param>
/// <param name="Gaps">Gaps of all of these together.</param>
/// <param name="Late">Submissions of the day that came later than ten days after their occasion.</param>
/// <param name="LagMedian">Half of the submissions of the day came within so many days; null without any.</param>
public sealed record QualityDay(
    DateOnly Day, int Records, int Complete, int Gaps, int Submissions, int Late, int? LagMedian, int? LagNinetieth)
{
    public IReadOnlyList<RuleDay> Rules { get; init; } = [];
}

/// <summary>Findings of one rule on one day.</summary>
public sealed record RuleDay(string Rule, int Standing, int Overdue, int Opened, int Closed);

/// <summary>Measures of quality per authority and legal day.</summary>
public interface IQuality
{
    /// <summary>Rolls a day up, once however many silos ask. It counts what is stored: once a day, not with each change.</summary>
    /// <returns>False if it was done before.</returns>
    Task<bool> RollUpAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Days of an authority, both ends inclusive, oldest first.</summary>
    Task<IReadOnlyList<QualityDay>> ReadAsync(AuthorityKey authority, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

/// <summary>Measures of quality on PostgreSQL.</summary>
public sealed class PostgresQuality(NpgsqlDataSource database) : IQuality
{
    /// <summary>As rule Q028 has it.</summary>
    private const int LateAfterDays = 10;

    public async Task<bool> RollUpAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var claim = new NpgsqlCommand("insert into quality_roll_up (day) values ($1) on conflict do nothing", connection))
        {
            claim.Parameters.Add(new() { Value = day });
            if (await claim.ExecuteNonQueryAsync(cancellationToken) == 0) return false;
        }
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("""
            with held as (
              select keeper as authority, count(*)::integer as records, (count(*) filter (where gaps = 0))::integer as complete, sum(gaps)::integer as gaps
              from record_standing where keeper is not null group by keeper
            ), reported as (
              select authority, count(*)::integer as submissions, (count(*) filter (where lag_days > $4))::integer as late,
                     percentile_disc(0.5) within group (order by lag_days) as median, percentile_disc(0.9) within group (order by lag_days) as ninetieth
              from submission_receipt where received_at >= $2 and received_at < $3 and lag_days is not null group by authority
            )
            insert into quality_day (day, authority, records, complete, gaps, submissions, late, lag_median, lag_ninetieth)
            select $1, authority, coalesce(records, 0), coalesce(complete, 0), coalesce(gaps, 0), coalesce(submissions, 0), coalesce(late, 0), median, ninetieth
            from held full join reported using (authority)
            """)
        {
            Parameters =
            {
                new() { Value = day }, new() { Value = StartOf(day) }, new() { Value = StartOf(day.AddDays(1)) }, new() { Value = LateAfterDays },
            },
        });
        // What ended by a merge goes on at another record: it was not mended.
        batch.BatchCommands.Add(new("""
            insert into quality_finding (day, authority, rule, standing, overdue, opened, closed)
            select $1, responsible, rule, sum(standing), sum(overdue), sum(opened), sum(closed) from (
              select responsible, rule, count(*)::integer as standing, (count(*) filter (where due_on < $1))::integer as overdue, 0 as opened, 0 as closed
              from finding where closed_on is null and contested_at is null and opened_on <= $1 group by responsible, rule
              union all select responsible, rule, 0, 0, count(*)::integer, 0 from finding where opened_on = $1 group by responsible, rule
              union all select responsible, rule, 0, 0, 0, count(*)::integer from finding where closed_on = $1 and merge is null group by responsible, rule) as counted
            group by responsible, rule
            """)
        {
            Parameters = { new() { Value = day } },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<IReadOnlyList<QualityDay>> ReadAsync(AuthorityKey authority, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Of("""
            select day, rule, standing, overdue, opened, closed from quality_finding
            where authority = $1 and day between $2 and $3 order by day, rule
            """));
        batch.BatchCommands.Add(Of("""
            select day, records, complete, gaps, submissions, late, lag_median, lag_ninetieth from quality_day
            where authority = $1 and day between $2 and $3 order by day
            """));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rules = new Dictionary<DateOnly, List<RuleDay>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var day = reader.GetFieldValue<DateOnly>(0);
            if (!rules.TryGetValue(day, out var ofDay)) rules[day] = ofDay = [];
            ofDay.Add(new RuleDay(reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5)));
        }
        await reader.NextResultAsync(cancellationToken);
        var days = new SortedDictionary<DateOnly, QualityDay>();
        while (await reader.ReadAsync(cancellationToken))
            days[reader.GetFieldValue<DateOnly>(0)] = new QualityDay(
                reader.GetFieldValue<DateOnly>(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.GetInt32(7));
        // Who keeps no file and reported nothing may still have findings.
        foreach (var (day, ofDay) in rules)
            days[day] = (days.TryGetValue(day, out var known) ? known : new QualityDay(day, 0, 0, 0, 0, 0, null, null)) with { Rules = ofDay };
        return [.. days.Values];

        NpgsqlBatchCommand Of(string statement) => new(statement)
        {
            Parameters = { new() { Value = authority.Value }, new() { Value = from }, new() { Value = to } },
        };
    }

    /// <summary>The moment at which a legal day begins.</summary>
    private static DateTime StartOf(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), BerlinTime.Zone);
}
