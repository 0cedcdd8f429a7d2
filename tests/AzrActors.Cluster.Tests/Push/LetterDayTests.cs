using System.Globalization;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using AzrActors.Streams;
using Xunit;

namespace AzrActors.Cluster.Tests.Push;

public sealed class LetterDayTests
{
    private static readonly DateOnly Last = new(2026, 8, 26);
    private static readonly DateOnly First = new(2026, 8, 27);

    /// <summary>An item that the annex of August 2026 calls by another letter than the one before.</summary>
    private static readonly AnnexItem Moved = LegalState.On(First).Items.First(
        item => LegalStates.Find(item.Id, Last)?.Item is { } before && before.Reference != item.Reference);

    [Theory]
    [InlineData("2026-08-26T21:30:00Z", false)]
    [InlineData("2026-08-26T23:30:00Z", true)]
    [InlineData("2026-12-31T23:30:00Z", true)]
    public void The_annex_of_a_letter_is_that_of_the_legal_day(string recorded, bool isNew)
    {
        var at = DateTimeOffset.Parse(recorded, CultureInfo.InvariantCulture);
        var letters = new NoticeLetters(new NoAuthorities());
        var source = new Source(AuthorityKey.Parse("A12054"), "", Guid.Empty, "", at, Last, 1);
        var stored = new Notice(AuthorityKey.Parse("M12054"), NoticeKind.Changed, "x", null, "", "", 1, Last, at, "", "",
            [new RecordItem("x", Moved.Id, "", "1", "1", source)], []);
        var expected = isNew ? Moved.Reference : LegalStates.Find(Moved.Id, Last)!.Value.Item.Reference;
        Assert.Equal(expected, letters.ToLetter(new StoredNotice(1, stored)).Items[0].Item);
    }

    private sealed class NoAuthorities : IAuthorities
    {
        public AuthorityDirectory Current { get; } = new([]);
    }
}
