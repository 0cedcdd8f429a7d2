using System.Text.Json;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Format;
using AzrActors.Journal.Tests.Journal;
using CsCheck;
using Xunit;

namespace AzrActors.Journal.Tests.Goldens;

/// <summary>Whatever people are called: what is written is read.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Odd = ["", " ", "\"\\/<>&'", "\u2028\0\ufeff", "𐐷𠮷👩‍👩‍👧", "null", "{}"];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char['\0', '\ud7ff'], 0, 12], Gen.Int[0, Odd.Length - 1].Select(index => Odd[index]));

    private static readonly Gen<string?> MaybeText = Gen.Select(Gen.Bool, Text, (said, text) => said ? text : null);
    private static readonly Gen<DateOnly> Day = Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(DateOnly.FromDayNumber);
    private static readonly Gen<DateOnly?> MaybeDay = Gen.Select(Gen.Bool, Day, (said, day) => said ? day : (DateOnly?)null);

    private static readonly Gen<PersonFact[]> Facts =
        Gen.Select(Text, Text.Array[0, 4], (field, values) => new PersonFact(field, values)).Array[0, 4];

    private static readonly Gen<Address> Addresses = Gen.Select(Text, MaybeText, MaybeText,
        (text, suffix, householder) => new Address(text, text, text, suffix, text, text, householder));

    private static readonly Gen<MovementKind> Kinds =
        Gen.Int[1, Enum.GetValues<MovementKind>().Length].Select(value => (MovementKind)value);

    private static readonly Gen<RecordEvent> Events = Gen.OneOf(
        Gen.Select(Facts, Text, RecordEvent (facts, text) => new RecordEvent.PersonRegistered(text, facts, text)),
        Gen.Select(Facts, Text, RecordEvent (facts, text) => new RecordEvent.PersonalDataChanged(facts, text)),
        Gen.Select(Gen.Int, Addresses, Day, RecordEvent (number, address, day) => new RecordEvent.MovedIn(number, address, day, "")),
        Gen.Select(Gen.Int, Day, RecordEvent (number, day) => new RecordEvent.MovedOut(number, day, "")),
        Gen.Select(Kinds, Day, RecordEvent (kind, day) => new RecordEvent.MovementReported(1, kind, day, "")),
        Gen.Select(Text, Day, MaybeDay, MaybeText, RecordEvent (text, day, until, number) =>
            new RecordEvent.StatusGranted(1, text, day, until, number, text)),
        Gen.Select(Gen.Int, Day, RecordEvent (number, day) => new RecordEvent.StatusEnded(number, day, "")),
        Day.Select(RecordEvent (day) => new RecordEvent.FileKeepingAssumed(Samples.Abh, day, "")),
        Gen.Select(Gen.Int, Text, Facts, RecordEvent (number, text, facts) => new RecordEvent.FactStored(number, text, facts, text)),
        Gen.Select(Gen.Bool, Text, Facts, RecordEvent (mends, text, facts) => new RecordEvent.FactChanged(1, text, facts, mends, text)),
        Gen.Select(Text, Day, RecordEvent (text, day) => new RecordEvent.FactEnded(1, text, day, text)),
        Gen.Select(Addresses, Day, MaybeDay, RecordEvent (address, day, until) => new RecordEvent.AddressCorrected(1, address, day, until, "")),
        Gen.Select(Gen.Int, Day, RecordEvent (number, day) => new RecordEvent.MovementCorrected(number, day, "")),
        Gen.Select(Day, MaybeDay, MaybeText, RecordEvent (day, until, number) => new RecordEvent.StatusCorrected(1, day, until, number, "")),
        Gen.Select(Text.Array[0, 4], Text, RecordEvent (facts, text) => new RecordEvent.Erased(facts, text, text)),
        Gen.Select(Gen.Int, Text, RecordEvent (number, text) => new RecordEvent.Subscribed(number, text, text, text)),
        Gen.Select(Gen.Int, Text, RecordEvent (number, text) => new RecordEvent.SubscriptionEnded(number, text)),
        Gen.Select(Day, Gen.Bool, RecordEvent (day, automatic) => new RecordEvent.BecameGerman(day, "") { Automatic = automatic }));

    private static readonly Gen<RecordChange> Changes =
        Gen.Select(Gen.Int, Text, Gen.Guid, Day, Gen.Long[0, 4_000_000_000_000_000], Events.Array[0, 6],
            (version, text, id, day, microseconds, events) => new RecordChange(version,
                new ChangeOrigin(Samples.Abh, text, text, text, id, day, DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds)), events));

    private static readonly Gen<RecordItem> Items =
        Gen.Select(Text, MaybeText, Gen.Guid, Gen.Bool, Day, MaybeDay, (text, statement, id, automatic, day, since) =>
            new RecordItem($"person/{text}", text, text, text, text,
                new Source(Samples.Abh, text, id, text, DateTimeOffset.UnixEpoch, day, 1) { Automatic = automatic })
            {
                Dispute = since is { } from ? new Dispute(statement, from) : null,
            });

    private static readonly Gen<Notice> Letters =
        Gen.Select(Text, Gen.Bool, Day, Gen.Int, Items.Array[0, 4], Text.Array[0, 4], (text, named, day, version, items, removed) =>
            new Notice(Samples.Abh, NoticeKind.Changed, text, named ? AzrNumber.FromSerial(4711) : null, text, text, version, day,
                DateTimeOffset.UnixEpoch, text, text, items, removed));

    [Fact]
    public void Any_letter_is_read_as_it_was_written() => Letters.Sample(letter =>
        Readable.Of(JournalFormat.ReadNotice(JournalFormat.Write(letter))) == Readable.Of(letter));

    [Fact]
    public void Any_change_is_read_as_it_was_written() => Changes.Sample(change =>
        Readable.Of(JournalFormat.ReadChange(JournalFormat.Write(change))) == Readable.Of(change));

    [Fact]
    public void A_value_without_name_is_not_stored()
    {
        var unheardOf = new RecordEvent.MovementReported(1, (MovementKind)99, Samples.Day, "");
        Assert.Throws<JsonException>(() => JournalFormat.Write(Samples.Change(1, unheardOf)));
        Assert.Throws<JsonException>(() => JournalFormat.Write(GoldenValues.Notices["notice"] with { Kind = default(NoticeKind) }));
    }
}
