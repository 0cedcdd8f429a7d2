using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using AzrActors.Domain.PersonRecords;
using AzrActors.Journal.Format;
using AzrActors.Journal.Tests.Journal;
using Xunit;

namespace AzrActors.Journal.Tests.Goldens;

/// <summary>What was ever stored is read by this build, and this build stores the same.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Changes => [.. GoldenValues.Changes.Keys];

    public static TheoryData<string> Notices => [.. GoldenValues.Notices.Keys];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_stored_change_is_read_and_written_again_to_the_same_bytes(string name)
    {
        var read = JournalFormat.ReadChange(Golden.Read(name));

        Assert.Equal(Readable.Of(GoldenValues.Changes[name]), Readable.Of(read));
        Assert.Equal(Text(Golden.Read(name)), Text(JournalFormat.Write(read)));
    }

    [Theory]
    [MemberData(nameof(Notices))]
    public void A_stored_notice_is_read_and_written_again_to_the_same_bytes(string name)
    {
        var read = JournalFormat.ReadNotice(Golden.Read(name));

        Assert.Equal(Readable.Of(GoldenValues.Notices[name]), Readable.Of(read));
        Assert.Equal(Text(Golden.Read(name)), Text(JournalFormat.Write(read)));
    }

    [Fact]
    public void Every_kind_of_event_has_a_golden_of_its_own()
    {
        foreach (var kind in typeof(RecordEvent).GetNestedTypes())
        {
            var name = StoredName(kind);
            Assert.Contains(name, Golden.Names);
            Assert.IsType(kind, Assert.Single(JournalFormat.ReadChange(Golden.Read(name)).Events));
        }
    }

    [Fact]
    public void Every_golden_has_a_value_that_it_must_say() => Assert.Equal(
        GoldenValues.Changes.Keys.Concat(GoldenValues.Notices.Keys).Order(StringComparer.Ordinal), Golden.Names);

    private static string StoredName(Type kind) => (string)typeof(RecordEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .Single(name => name.DerivedType == kind).TypeDiscriminator!;

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
