using System.Runtime.CompilerServices;
using AzrActors.Domain.PersonRecords;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Receipts;
using AzrActors.Journal.Tests.Journal;
using AzrActors.Journal.Tests.Snapshots;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Former;

/// <summary>
/// What former builds have stored is read by this one: changes, snapshots, numbers, receipts of submissions, letters and what
/// recipients said of them, and the access log with its proof. Each build that stores something in a new form adds a
/// database of its own (<c>AZR_WRITE_GOLDENS=1</c>); none is ever changed.
/// </summary>
public sealed class FormerDatabaseTests(PostgresFixture postgres)
{
    public static TheoryData<string> Recorded => [.. Directory.EnumerateFiles(Folder(), "database-*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task A_build_that_is_asked_to_records_what_it_stores()
    {
        var (database, logKey) = await FilledAsync();
        await using var source = database;
        var taken = await FormerDatabase.TakeAsync(source, logKey);
        Assert.DoesNotContain(taken.Tables, table => table.Value.Count == 0);
        Assert.Contains("log: 15 of 15 entries are proven", taken.Says);
        if (Environment.GetEnvironmentVariable("AZR_WRITE_GOLDENS") == "1") taken.Write(Path.Combine(Folder(), $"database-{Recorded.Count + 1}.json"));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task What_a_former_build_has_stored_is_read_as_it_was_meant(string name)
    {
        var former = FormerDatabase.Read(Path.Combine(Folder(), name));
        await using var source = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync(Cancellation));
        await former.StoreAsync(source);
        Assert.Equal(former.Says, await FormerDatabase.ReadAllAsync(source, former.LogKey));
    }

    /// <summary>A database in which this build has stored something of every kind.</summary>
    private async Task<(NpgsqlDataSource Database, string LogKey)> FilledAsync()
    {
        var source = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync(Cancellation));
        var ring = new LogKeyRing(LogKeys.Of(LogKey.Create()));
        using var keys = new RecordKeys(FormerDatabase.MasterKeys);
        await using var journal = new PostgresJournal(source, keys, ring, LogBacklog.NoLimit);
        var (first, second) = (Samples.NewRecipient(), Samples.NewRecipient());

        var registered = Letters.Registration(["person/familyName", "address/1/street"], first, second);
        var renamed = Samples.Following(registered, first);
        var erasing = Letters.Erasing(renamed, "address/1");
        var everything = Samples.NewRecord();
        foreach (var append in (JournalAppend[])
        [
            registered, renamed, erasing,
            .. FoldOfEverything.Changes.Select(change => Samples.Append(everything, change.Version == 1 ? FoldOfEverything.State.Number : null, change)),
        ])
            await journal.AppendAsync(append, Cancellation);
        await journal.LogAsync(Samples.Retrieval(Samples.ReceivedAt, registered.Record), [Letters.OfQuery(registered, second)], Cancellation);
        await journal.KeepSnapshotAsync(PersonRecord.Fold(everything, null, FoldOfEverything.Changes.Take(5))!, Cancellation);

        await new PostgresNoticeReceipts(source).GiveAsync(
            new NewReceipt(second.Value, 1, 2, new byte[64], [2], [new RefusedNotice(1, "NotResponsible", "zuständig ist Weißenfels")], "e30.e30.x", "golden"),
            Cancellation);
        await new PostgresNoticeParking(source).ParkAsync(
            second.Value, FormerDatabase.Subscription, new ParkedLetter(2, "someone", 5, "InvalidOperationException", null), Cancellation);
        await new PostgresNoticeFeed(source, keys).AcknowledgeAsync(second.Value, FormerDatabase.Subscription, 2, Cancellation);
        using var sealer = new LogSealer(
            source, ring, LogBacklog.NoLimit, new CheckpointFile(null), TimeProvider.System, new AccessLogOptions(), NullLogger<LogSealer>.Instance);
        await sealer.SealAsync(Cancellation);
        return (source, ring.Current.ExportPublicPem());
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Goldens", "Former");
}
