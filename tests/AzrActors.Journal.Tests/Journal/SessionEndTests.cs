using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>What a provider has ended is known to whichever silo asks.</summary>
public sealed class SessionEndTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly string Mark = new('m', 43);

    // As the running register, whose role must be able to do it.
    private SessionEnds Ends => new(database.Running);

    [Fact]
    public async Task An_end_is_heard_of_until_it_is_old_and_the_later_one_stands()
    {
        await Ends.AddAsync(Mark, Noon, Cancellation);
        await Ends.AddAsync(Mark, Noon.AddHours(-1), Cancellation);
        Assert.Equal([(Mark, Noon)], await Ends.ListAsync(TimeSpan.FromMinutes(5), Cancellation));
        await Ends.ForgetOldAsync(Cancellation);
        Assert.Single(await Ends.ListAsync(SessionEnds.Remembered, Cancellation));
        await database.ScalarAsync("update session_end set noted_at = noted_at - interval '25 hours'");
        Assert.Empty(await Ends.ListAsync(SessionEnds.Remembered, Cancellation));
        await Ends.ForgetOldAsync(Cancellation);
        Assert.Equal(0L, await database.ScalarAsync("select count(*) from session_end"));
    }
}
