using Npgsql;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>What is really stored, read past all code of the register.</summary>
internal sealed class RegisterRows(NpgsqlDataSource database) : IAsyncDisposable
{
    /// <summary>Versions of a record in the journal, in ascending order.</summary>
    public Task<IReadOnlyList<int>> VersionsAsync(string azrNumber) => ListAsync<int>(
        "select version from record_change join azr_number using (record_id) where azr_number = $1 order by version", azrNumber);

    /// <summary>Notices about a record as <c>recipient version</c>.</summary>
    public Task<IReadOnlyList<string>> NoticesAsync(string azrNumber) => ListAsync<string>(
        """
        select recipient || ' ' || version from notice join azr_number using (record_id)
        where azr_number = $1 order by version, recipient
        """, azrNumber);

    /// <summary>Receipts of one submission as <c>authority version changed</c>.</summary>
    public Task<IReadOnlyList<string>> ReceiptsAsync(Guid submission) => ListAsync<string>(
        "select authority || ' ' || version || ' ' || changed from submission_receipt where submission_id = $1", submission);

    /// <summary>What the access log says of one submission, oldest first.</summary>
    public Task<IReadOnlyList<string>> LoggedAsync(Guid submission) => ListAsync<string>(
        """
        select convert_from(content, 'UTF8') from access_log
        where convert_from(content, 'UTF8')::jsonb ->> 'submission' = $1::text order by id
        """, submission.ToString());

    /// <summary>Kinds of what the access log says of one record, oldest first.</summary>
    public Task<IReadOnlyList<string>> LoggedAboutAsync(string azrNumber) => ListAsync<string>(
        "select kind from access_log join azr_number using (record_id) where azr_number = $1 order by id", azrNumber);

    /// <summary>What the access log says of calls that searched with this text, oldest first.</summary>
    public Task<IReadOnlyList<string>> LoggedQueriesAsync(string query) => ListAsync<string>(
        """
        select convert_from(content, 'UTF8') from access_log
        where convert_from(content, 'UTF8')::jsonb ->> 'query' = $1 order by id
        """, query);

    /// <summary>What was logged of holds, as <c>kind reason</c>.</summary>
    public Task<IReadOnlyList<string>> LoggedReasonsAsync() => ListAsync<string>(
        """
        select kind || ' ' || (convert_from(content, 'UTF8')::jsonb ->> 'reason') from access_log where kind like 'hold%' order by id
        """);

    /// <summary>What was logged of readings of the log for this reason.</summary>
    public Task<IReadOnlyList<string>> LoggedReadingsAsync(string reason) => ListAsync<string>(
        """
        select convert_from(content, 'UTF8') from access_log
        where kind = 'logRead' and convert_from(content, 'UTF8')::jsonb ->> 'reason' = $1 order by id
        """, reason);

    /// <summary>Kinds of all entries of an authority, oldest first.</summary>
    public Task<IReadOnlyList<string>> LoggedKindsAsync(string authority) =>
        ListAsync<string>("select kind from access_log where authority = $1 order by id", authority);

    /// <summary>Holds of entries about a record, with what ends them.</summary>
    public Task<IReadOnlyList<string>> HoldsAsync(string azrNumber) => ListAsync<string>(
        """
        select kinds::text || coalesce(' lifted by ' || lifted_by, ' until the block ends')
        from log_hold join azr_number using (record_id) where azr_number = $1 and for_block order by id
        """, azrNumber);

    /// <summary>Number of rows of every table that tells of persons, by name.</summary>
    public Task<IReadOnlyList<string>> CountsAsync() => ListAsync<string>(
        """
        select 'azr_number ' || count(*) from azr_number
        union all select 'record_change ' || count(*) from record_change
        union all select 'submission_receipt ' || count(*) from submission_receipt
        union all select 'notice ' || count(*) from notice
        """);

    /// <summary>What is left of an erased record, as <c>rule paragraph</c>.</summary>
    public Task<IReadOnlyList<string>> TombstoneAsync(string azrNumber) => ListAsync<string>(
        "select rule || ' ' || paragraph from record_tombstone join azr_number using (record_id) where azr_number = $1", azrNumber);

    /// <summary>Number of the trial that was started last.</summary>
    public async Task<long> NewestTrialAsync() => (await ListAsync<long>("select max(id) from rule_trial")).Single();

    /// <summary>Does what no code of the register would.</summary>
    public async Task ExecuteAsync(string statement, params object[] values)
    {
        await using var command = database.CreateCommand(statement);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    public async Task<bool> IsTrueAsync(string query, params object[] values) => (await ListAsync<bool>(query, values)).Single();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<IReadOnlyList<T>> ListAsync<T>(string query, params object[] values)
    {
        await using var command = database.CreateCommand(query);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }
}
