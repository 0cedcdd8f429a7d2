using AzrActors.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Xunit;

namespace AzrActors.Journal.Tests.OrleansTables;

/// <summary>Orleans' own providers against the tables and statements of 0001_orleans.sql.</summary>
public sealed class OrleansTablesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly GrainType Thing = GrainType.Create("thing");
    private static readonly GrainId Guid =
        GrainId.Create(Thing, GrainIdKeyExtensions.CreateGuidKey(System.Guid.NewGuid()));
    private static readonly GrainId Text = GrainId.Create(Thing, IdSpan.Create("text key"));
    private static readonly GrainId Compound =
        GrainId.Create(Thing, GrainIdKeyExtensions.CreateIntegerKey(7, "extension"));

    private IHost silo = null!;
    private string database = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateDatabaseAsync(Cancellation);
        silo = await Silos.StartAsync(database, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await silo.StopAsync(CancellationToken.None);
        silo.Dispose();
    }

    [Fact]
    public async Task Two_silos_form_a_cluster_and_one_may_leave_it()
    {
        var second = await Silos.StartAsync(database, Cancellation);
        await ActiveAsync(2);

        await second.StopAsync(Cancellation);

        await ActiveAsync(1);
    }

    [Theory]
    [InlineData("clearing")]
    [InlineData("deleting")]
    public async Task State_is_written_read_cleared_and_written_again(string provider)
    {
        var storage = Storage(provider);
        foreach (var grain in new[] { Guid, Text, Compound })
        {
            var state = new GrainState<Note> { State = new Note("one") };
            await storage.WriteStateAsync("state", grain, state);
            state.State = new Note("two");
            await storage.WriteStateAsync("state", grain, state);
            Assert.Equal(new Note("two"), (await ReadAsync(storage, grain)).State);

            await storage.ClearStateAsync("state", grain, state);
            Assert.False((await ReadAsync(storage, grain)).RecordExists);

            state.State = new Note("three");
            await storage.WriteStateAsync("state", grain, state);
            Assert.Equal(new Note("three"), (await ReadAsync(storage, grain)).State);
        }
    }

    [Fact]
    public async Task Of_two_first_writes_at_once_exactly_one_wins()
    {
        var storage = Storage("clearing");
        var writes = Enumerable.Range(0, 16).Select(async number =>
        {
            try
            {
                await storage.WriteStateAsync("race", Text, new GrainState<Note> { State = new Note($"{number}") });
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        });

        Assert.Single(await Task.WhenAll(writes), won => won);
    }

    [Theory]
    [InlineData("clearing")]
    [InlineData("deleting")]
    public async Task A_forgotten_activation_conflicts_even_after_the_state_was_cleared_and_rewritten(string provider)
    {
        var storage = Storage(provider);
        var current = new GrainState<Note> { State = new Note("one") };
        await storage.WriteStateAsync("state", Text, current);
        var forgotten = await ReadAsync(storage, Text);
        await storage.ClearStateAsync("state", Text, current);
        await storage.WriteStateAsync("state", Text, current);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", Text, forgotten));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("state", Text, forgotten));
    }

    [Fact]
    public async Task A_reminder_is_registered_changed_listed_and_removed()
    {
        var table = silo.Services.GetRequiredService<IReminderTable>();
        var reminder = new ReminderEntry
        {
            GrainId = Text, ReminderName = "retention", StartAt = DateTime.UtcNow, Period = TimeSpan.FromDays(90),
        };
        var first = await table.UpsertRow(reminder, Cancellation);
        reminder.Period = TimeSpan.FromMinutes(1);
        var second = await table.UpsertRow(reminder, Cancellation);

        Assert.Equal(TimeSpan.FromMinutes(1), (await table.ReadRow(Text, "retention", Cancellation))?.Period);
        Assert.Single((await table.ReadRows(Text, Cancellation)).Reminders);
        var hash = Text.GetUniformHashCode();
        Assert.Single((await table.ReadRows(unchecked(hash - 1), hash, Cancellation)).Reminders);
        Assert.Single((await table.ReadRows(hash, hash, Cancellation)).Reminders);
        Assert.Empty((await table.ReadRows(hash, unchecked(hash + 1), Cancellation)).Reminders);

        Assert.False(await table.RemoveRow(Text, "retention", first!, Cancellation));
        Assert.True(await table.RemoveRow(Text, "retention", second!, Cancellation));
        Assert.Empty((await table.ReadRows(Text, Cancellation)).Reminders);
    }

    private IGrainStorage Storage(string provider) => silo.Services.GetRequiredKeyedService<IGrainStorage>(provider);

    private static async Task<GrainState<Note>> ReadAsync(IGrainStorage storage, GrainId grain)
    {
        var state = new GrainState<Note>();
        await storage.ReadStateAsync("state", grain, state);
        return state;
    }

    private Task ActiveAsync(int silos) => Eventually.HoldsAsync(
        $"{silos} silos are active",
        async () => await Silos.CountActiveAsync(silo) == silos,
        TimeSpan.FromSeconds(30),
        Cancellation);
}

/// <summary>Some state. The provider's JSON reads back only types that Orleans knows.</summary>
[GenerateSerializer]
[Alias("AzrActors.Journal.Tests.Note")]
internal sealed record Note([property: Id(0)] string Text);
