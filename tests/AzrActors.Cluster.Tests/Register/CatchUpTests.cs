using System.Diagnostics;
using System.Globalization;
using AzrActors.Client.Receipts;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>A recipient that was offline for long.</summary>
[Collection(RegisterSuite.Name)]
public sealed class CatchUpTests(RegisterCluster cluster)
{
    private const int Letters = 20_000;
    private const int LettersAtOnce = 500;
    private const int Values = 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("M90001", false)]
    [InlineData("M90002", true)]
    public async Task A_week_of_notices_is_caught_up_in_large_pages(string office, bool givesReceipts)
    {
        var number = await cluster.Desk(Offices.PotsdamForeigners).RegisterAsync();
        Assert.True(AzrNumber.TryParse(number, out var azrNumber));
        var record = await cluster.Journal.FindRecordAsync(azrNumber, Stop);
        for (var sent = 0; sent < Letters; sent += LettersAtOnce)
            await cluster.Journal.SendAsync([.. Enumerable.Range(sent, LettersAtOnce).Select(index => LetterTo(office, record!, index))], Stop);
        var client = cluster.Desk(office).Client;
        var (handled, all) = (0L, new TaskCompletionSource());
        using var subscriber = new NoticeSubscriber(
            client, "late", new SubscriptionOptions { GivesReceipts = givesReceipts }, TimeProvider.System, NullLogger<NoticeSubscriber>.Instance);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var running = subscriber.RunAsync((notice, _) =>
        {
            Assert.Equal(++handled, notice.Sequence);
            if (handled == Letters) all.SetResult();
            return Task.CompletedTask;
        }, end.Token);
        await await Task.WhenAny(all.Task, running);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        // Silos and SDK are one process here, so this is the cost at both ends.
        var cpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Letters} notices in {seconds:0.00} s: {Letters / seconds:0} notices/s, {cpuSeconds / Letters * 1e6:0} µs of processor each, receipts {givesReceipts}"));
        Assert.Equal(Letters, await client.GetPositionAsync("late", Stop));
        Assert.Equal(givesReceipts ? Letters : 0, await client.Deliveries.GetReceivedAsync(Stop));
    }

    private static StoredLetter LetterTo(string office, RecordId record, int index)
    {
        var key = AuthorityKey.Parse(office);
        var source = new Source(AuthorityKey.Parse(Offices.PotsdamForeigners), "32.1/4711", Guid.NewGuid(), "§ 6 AZRG", DateTimeOffset.UnixEpoch, Desk.Today, 1);
        return new StoredLetter(record, 1, new Notice(
            key, NoticeKind.Changed, $"p-{index}", null, "al-Ḥasan, Rīma", "1990-07-00", 1, Desk.Today, DateTimeOffset.UnixEpoch, "§ 18e AZRG", "Anschrift",
            [.. Enumerable.Range(0, Values).Select(value => new RecordItem($"address/1/{value}", "AddressInGermany", "Straße", "Kanalweg", "Kanalweg", source))], []));
    }
}
