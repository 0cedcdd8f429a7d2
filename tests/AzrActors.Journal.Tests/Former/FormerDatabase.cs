using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Receipts;
using Npgsql;
using NpgsqlTypes;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Former;

/// <summary>All rows of a database as a build has stored them, and what they say.</summary>
/// <param name="LogKey">Public key that proves the access log.</param>
/// <param name="Tables">Rows by table, in the order in which they refer to each other.</param>
/// <param name="Says">What that build read out of them.</param>
internal sealed record FormerDatabase(string LogKey, IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Tables, IReadOnlyList<string> Says)
{
    public const string Subscription = "mirror";

    private static readonly string[] Names =
    [
        "record_change", "record_key", "record_snapshot", "azr_number", "submission_receipt", "notice_feed", "notice", "notice_position",
        "notice_received", "notice_receipt", "notice_parked", "access_log", "log_checkpoint",
    ];

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Under which the rows of all goldens are sealed.</summary>
    public static MasterKeys MasterKeys => new(MasterKey.Parse("golden", Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(value => (byte)value)])));

    public static FormerDatabase Read(string file) => JsonSerializer.Deserialize<FormerDatabase>(File.ReadAllText(file), Json)!;

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json) + '\n', new UTF8Encoding(false));

    public static async Task<FormerDatabase> TakeAsync(NpgsqlDataSource database, string logKey)
    {
        var tables = new Dictionary<string, IReadOnlyList<JsonElement>>();
        foreach (var table in Names)
        {
            await using var command = database.CreateCommand($"select to_jsonb(stored)::text from {table} stored order by stored::text");
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            var rows = new List<JsonElement>();
            while (await reader.ReadAsync(Cancellation)) rows.Add(JsonSerializer.Deserialize<JsonElement>(reader.GetString(0)));
            tables[table] = rows;
        }
        return new FormerDatabase(logKey, tables, await ReadAllAsync(database, logKey));
    }

    /// <summary>Puts the rows where the present schema has them; columns that came later get what they get by default.</summary>
    public async Task StoreAsync(NpgsqlDataSource database)
    {
        foreach (var (table, rows) in Tables)
        {
            if (rows.Count == 0) continue;
            var columns = string.Join(", ", rows[0].EnumerateObject().Select(column => column.Name));
            await using var command = database.CreateCommand(
                $"insert into {table} ({columns}) overriding system value select {columns} from jsonb_populate_recordset(null::{table}, $1) order by {columns}");
            command.Parameters.Add(new() { Value = JsonSerializer.Serialize(rows), NpgsqlDbType = NpgsqlDbType.Jsonb });
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }

    /// <summary>What this build reads out of a database, in words that no later field changes.</summary>
    public static async Task<IReadOnlyList<string>> ReadAllAsync(NpgsqlDataSource database, string logKey)
    {
        using var keys = new RecordKeys(MasterKeys);
        await using var journal = new PostgresJournal(database, keys, new LogKeyRing(LogKeys.Of(AzrActors.Journal.AccessLog.LogKey.Create())), LogBacklog.NoLimit);
        var lines = new List<string>();
        foreach (var digits in await ListAsync(database, "select azr_number from azr_number order by azr_number"))
            lines.AddRange(await ReadRecordAsync(journal, digits));
        foreach (var said in await ListAsync(database, "select authority || ' ' || submission_id from submission_receipt order by 1"))
            lines.AddRange(await ReadReceiptAsync(journal, new PostgresNoticeReceipts(database), said.Split(' ')));
        foreach (var recipient in await ListAsync(database, "select recipient from notice_feed order by recipient"))
            lines.AddRange(await ReadFeedAsync(database, keys, recipient));
        lines.AddRange(await ReadLogAsync(new PostgresAccessLog(database), logKey));
        return lines;
    }

    private static async Task<IReadOnlyList<string>> ReadRecordAsync(PostgresJournal journal, string digits)
    {
        if (!AzrNumber.TryParse(digits, out var number) || await journal.FindRecordAsync(number, Cancellation) is not { } record)
            throw new InvalidDataException("A number without a record.");
        var (short_, whole) = (await journal.ReadAsync(record, 0, Cancellation), await journal.ReadChangesAsync(record, 0, Cancellation));
        var (state, folded) = (PersonRecord.Fold(record, short_.Start, short_.Changes)!, PersonRecord.Fold(record, null, whole.Changes)!);
        return
        [
            $"record {digits}: version {state.Version}; folded from all changes version {folded.Version}",
            .. whole.Changes.SelectMany(change => change.Events.Select(happened =>
                $"record {digits}: {change.Version} {change.Origin.Authority.Value} {change.Origin.SubmissionId} {change.Origin.ReceivedAt:O} {happened.GetType().Name}")),
            $"record {digits}: {state.Addresses.Count} addresses, {state.Movements.Count} movements, {state.Statuses.Count} statuses, "
                + $"{state.Facts.Sum(facts => facts.Value.Count)} facts, {state.Subscriptions.Count} subscriptions, file keeper {state.FileKeeper?.Value.Value}",
            .. state.Person.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact =>
                $"record {digits}: {fact.Key} = {string.Join(", ", fact.Value.Value)}, version {fact.Value.Source.Version}"),
        ];
    }

    private static async Task<IReadOnlyList<string>> ReadReceiptAsync(PostgresJournal journal, PostgresNoticeReceipts receipts, string[] said)
    {
        var (authority, submission) = (AuthorityKey.Parse(said[0]), Guid.Parse(said[1]));
        var receipt = (await journal.FindReceiptAsync(authority, submission, Cancellation))!;
        var deliveries = (await receipts.FindDeliveriesAsync(authority, submission, Cancellation))!;
        return
        [
            $"submission {submission}: version {receipt.Version}, changed {receipt.Changed}, {Convert.ToHexString(receipt.ContentHash)}, {receipt.ReceivedAt:O}",
            .. deliveries.Letters.Select(letter => $"submission {submission}: told {letter.Recipient} {letter.Sequence}, "
                + (letter.Receipt?.Receipt is { } given
                    ? $"{given.First} to {given.Last}, {given.Statement} {given.KeyId}, parked {string.Join(", ", given.Parked)}, "
                        + $"refused {string.Join(", ", given.Refused.Select(refused => $"{refused.Sequence} {refused.Reason} {refused.Text}"))}"
                    : "no receipt")),
        ];
    }

    private static async Task<IReadOnlyList<string>> ReadFeedAsync(NpgsqlDataSource database, RecordKeys keys, string recipient)
    {
        var feed = new PostgresNoticeFeed(database, keys);
        var page = await feed.ReadAsync(recipient, 0, int.MaxValue, Cancellation);
        var parked = await new PostgresNoticeParking(database).ListAsync(recipient, Subscription, 0, 1000, Cancellation);
        return
        [
            $"feed {recipient}: last {page.Last}, position {await feed.GetPositionAsync(recipient, Subscription, Cancellation)}, "
                + $"received {await new PostgresNoticeReceipts(database).FindReceivedAsync(recipient, Cancellation)}",
            .. page.Notices.SelectMany(letter => letter.Notice.Items.Select(item => $" {item.Path} = {item.Value}").Prepend(
                $"feed {recipient}: {letter.Sequence} {letter.Notice.Kind} {letter.Notice.PersonName} version {letter.Notice.Version}, {letter.Notice.RecordedAt:O}")),
            .. parked.Select(letter => $"feed {recipient}: parked {letter.Sequence} {letter.Person} {letter.Tries} {letter.Reason}"),
        ];
    }

    private static async Task<IReadOnlyList<string>> ReadLogAsync(PostgresAccessLog log, string logKey)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(logKey);
        var verifier = new LogVerifier(
            new LogTrust(new Dictionary<string, ECDsa> { [SignedCheckpoint.KeyIdOf(key)] = key }, await log.ReadHandOversAsync(Cancellation)),
            [], DateTimeOffset.MaxValue.AddYears(-1));
        foreach (var checkpoint in await log.ReadCheckpointsAsync(0, int.MaxValue, Cancellation)) verifier.Take(checkpoint);
        var entries = await log.ReadEntriesAsync(0, int.MaxValue, Cancellation);
        foreach (var entry in entries) verifier.Take(entry);
        return
        [
            .. verifier.Finish().Select(fault => $"log: {fault}"), $"log: {verifier.Proven} of {verifier.Size} entries are proven",
            .. entries.Select(entry => $"log: {entry.Number} {entry.Kind} {entry.Authority} {Encoding.UTF8.GetString(entry.Content)}"),
        ];
    }

    private static async Task<IReadOnlyList<string>> ListAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var found = new List<string>();
        while (await reader.ReadAsync(Cancellation)) found.Add(reader.GetString(0));
        return found;
    }
}
