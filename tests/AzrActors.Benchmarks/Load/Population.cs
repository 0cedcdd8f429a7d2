namespace AzrActors.Benchmarks.Load;

/// <summary>
/// Fills the store up to a number of persons with copies of the rows of a registered one, under record ids, AZR numbers
/// and submission ids of their own. Nobody ever asks for these persons; they make tables and indexes as large as those
/// of a register in operation.
/// </summary>
public sealed class Population(Store store)
{
    private const int Chunk = 50_000;

    // What belongs to one person is drawn from a counter. The numbers have no valid check digit, so they stay among themselves.
    private static readonly Dictionary<string, string> Own = new()
    {
        ["record_id"] = "md5('record' || i)::uuid",
        ["submission_id"] = "md5('submission' || i)::uuid",
        ["azr_number"] = "'9' || lpad(i::text, 11, '0')",
        ["sequence"] = "i",
        ["recipient"] = $"'{Recipient}'",
    };

    /// <summary>An office that nobody follows gets a letter about each of them.</summary>
    private const string Recipient = "L01001";

    private long _last;

    /// <param name="template">AZR number of the person whose rows are copied.</param>
    public async Task GrowAsync(int persons, string template, CancellationToken cancellationToken)
    {
        for (var stored = await CountAsync(cancellationToken); stored < persons; stored = await CountAsync(cancellationToken))
        {
            var first = _last + 1;
            _last += Math.Min(Chunk, persons - stored);
            foreach (var statement in await StatementsAsync(template, first, _last, cancellationToken))
                await store.RunAsync(statement, cancellationToken);
            Stage.Say($"  {stored + _last - first + 1:#,0} persons stored");
        }
        // Otherwise the server would do this beside the measurement.
        await store.RunAsync("vacuum analyze", cancellationToken);
        await store.RunAsync("checkpoint", cancellationToken);
    }

    private Task<long> CountAsync(CancellationToken cancellationToken) =>
        store.AskAsync<long>("select count(*) from azr_number", cancellationToken);

    private async Task<IEnumerable<string>> StatementsAsync(string template, long first, long last, CancellationToken cancellationToken)
    {
        var record = await store.AskAsync<Guid>("select record_id from azr_number where azr_number = $1", cancellationToken, template);
        var inserts = new List<string>();
        foreach (var (table, rest) in new[]
        {
            ("azr_number", ""), ("record_change", "and version = 1"), ("submission_receipt", "and version = 1"),
            ("notice", "and version = 1 limit 1"),
        })
        {
            // By the catalogue, so that a column that a later schema adds is copied as well.
            var columns = await store.AskAsync<string[]>(
                "select array_agg(column_name::text order by ordinal_position) from information_schema.columns "
                + "where table_schema = 'public' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER'",
                cancellationToken, table);
            inserts.Add($"insert into {table} ({string.Join(", ", columns)}) "
                + $"select {string.Join(", ", columns.Select(column => Own.GetValueOrDefault(column, $"template.{column}")))} "
                + $"from (select * from {table} where record_id = '{record}' {rest}) template, generate_series({first}, {last}) i");
        }
        // The letters of an office need its counter first.
        inserts.Insert(3, $"insert into notice_feed (recipient, last) values ('{Recipient}', {last}) "
            + $"on conflict (recipient) do update set last = {last}");
        return inserts;
    }
}
