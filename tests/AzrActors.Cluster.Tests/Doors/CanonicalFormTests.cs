using System.Collections;
using System.Reflection;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using Xunit;

namespace AzrActors.Cluster.Tests.Doors;

/// <summary>The bytes that an assertion signs: a contract between clients and silos of different versions.</summary>
public sealed class CanonicalFormTests
{
    private static readonly Submission Known = new()
    {
        SubmissionId = new Guid("0199d3c2-0000-7000-8000-000000000001"), Authority = "A12054", Official = "Frau Beispiel",
        Purpose = "1", FileReference = "32.1/7", OccurredOn = new DateOnly(2026, 11, 23), AzrNumber = "449246429792", ExpectedVersion = 3,
        Entries = [new Entry("moveIn", [new EntryField("street", "Am Kanal"), new EntryField("number", "7")])],
    };

    private static readonly Type[] Simple =
        [typeof(string), typeof(int), typeof(long), typeof(bool), typeof(Guid), typeof(DateOnly), typeof(DateTimeOffset), typeof(CancellationToken)];

    public static TheoryData<int> Changes => [.. Enumerable.Range(0, Variants().Count)];

    /// <summary>To change it is to shut out every client of the former version.</summary>
    [Fact]
    public void A_known_submission_has_its_known_hash() => Assert.Equal(
        "EEC729F59D6D47E9005D9519601B07D13DD074DD011933EFBE94E88FE7C2FBA1", Convert.ToHexString(HashOf("0", Known, CancellationToken.None)));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Another_submission_has_another_hash(int change) => Assert.NotEqual(HashOf(Known), HashOf(Variants()[change]));

    [Fact]
    public void Where_one_text_ends_and_the_next_begins_counts()
    {
        Assert.NotEqual(HashOf("ab", "c"), HashOf("a", "bc"));
        Assert.NotEqual(HashOf("", "a"), HashOf("a", ""));
        Assert.NotEqual(HashOf("1"), HashOf(1));
        Assert.NotEqual(HashOf(null, "a"), HashOf("a", null));
        Assert.NotEqual(HashOf(new List<string> { "a", "b" }), HashOf("a", "b"));
        // Not valid as Unicode, and still two different texts.
        Assert.NotEqual(HashOf("\ud800"), HashOf("\udfff"));
    }

    [Fact]
    public void What_a_request_states_is_signed_and_a_request_that_states_nothing_is_its_number()
    {
        RecordRequest plain = "449246429792";
        Assert.Equal(HashOf(plain), HashOf(new RecordRequest { AzrNumber = "449246429792" }));
        Assert.NotEqual(HashOf(plain), HashOf(plain with { Stating = ["consent"] }));
        Assert.NotEqual(HashOf(plain with { Stating = ["consent"] }), HashOf(plain with { Stating = ["onRequest"] }));
        Assert.NotEqual(HashOf(plain with { Stating = ["consent"] }), HashOf(plain with { Stating = ["consent", "onRequest"] }));
    }

    [Fact]
    public void The_kind_of_list_does_not_count() => Assert.Equal(
        HashOf(Known), HashOf(Known with { Entries = new List<Entry>(Known.Entries) }));

    [Fact]
    public void Everything_an_agency_can_send_has_a_canonical_form()
    {
        var desks = typeof(IRegisterDesk).Assembly.GetTypes().Where(type => type.GetCustomAttribute<AgencyFacingAttribute>() is not null);
        var open = desks.SelectMany(desk => desk.GetMethods()).SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType);
        Assert.All(Reachable(open), type => Assert.True(IsCovered(type), $"{type} cannot be signed."));
    }

    private static bool IsCovered(Type type) => Simple.Contains(type) || type.IsEnum || typeof(IEnumerable).IsAssignableFrom(type)
        || type.GetProperties().Where(IsSaid).All(property => property.GetCustomAttribute<IdAttribute>() is not null);

    private static HashSet<Type> Reachable(IEnumerable<Type> from)
    {
        var (seen, open) = (new HashSet<Type>(), new Queue<Type>(from));
        while (open.TryDequeue(out var next))
        {
            var type = Nullable.GetUnderlyingType(next) ?? next;
            if (!seen.Add(type) || Simple.Contains(type)) continue;
            foreach (var inner in type.IsGenericType ? type.GetGenericArguments() : [.. type.GetProperties().Where(IsSaid).Select(property => property.PropertyType)])
                open.Enqueue(inner);
        }
        return seen;
    }

    private static bool IsSaid(PropertyInfo property) => property.Name != "EqualityContract";

    private static List<Submission> Variants() =>
    [
        Known with { SubmissionId = Guid.NewGuid() },
        Known with { Authority = "A15084" },
        Known with { Official = "" },
        Known with { Purpose = "2" },
        Known with { FileReference = "32.1/8" },
        Known with { OccurredOn = Known.OccurredOn.AddDays(1) },
        Known with { AzrNumber = null },
        Known with { AzrNumber = "449246429793" },
        Known with { ExpectedVersion = null },
        Known with { ExpectedVersion = 4 },
        Known with { Entries = [] },
        Known with { Entries = [.. Known.Entries, .. Known.Entries] },
        Known with { Entries = [new Entry("moveOut", Known.Entries[0].Fields)] },
        Known with { Entries = [new Entry("moveIn", [Known.Entries[0].Fields[1], Known.Entries[0].Fields[0]])] },
        Known with { Entries = [new Entry("moveIn", [new EntryField("streetAm", " Kanal"), Known.Entries[0].Fields[1]])] },
        Known with { Entries = [new Entry("moveIn", [Known.Entries[0].Fields[0]]), new Entry("moveIn", [Known.Entries[0].Fields[1]])] },
    ];

    private static byte[] HashOf(params object?[] arguments)
    {
        var form = new CanonicalForm();
        foreach (var argument in arguments) form.Add(argument);
        return form.Hash();
    }
}
