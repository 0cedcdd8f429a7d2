using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AzrActors.Journal.Format;
using CsCheck;
using Xunit;

namespace AzrActors.Journal.Tests.Goldens;

/// <summary>
/// Whatever is wrong with stored bytes stops reading: every place of every golden is damaged once. Half a record must
/// never pass for a whole one.
/// </summary>
public sealed class StrictReadingTests
{
    /// <summary>Fields that may be absent, by the object they belong to.</summary>
    private static readonly string[] Optional =
    [
        "address.houseNumberSuffix", "address.householder", "addressCorrected.movedOutOn", "statusGranted.validUntil",
        "statusGranted.documentNumber", "statusCorrected.validUntil", "statusCorrected.documentNumber", "notice.number",
        "movementReported.automatic", "item.dispute", "dispute.statement", "source.automatic",
    ];

    public static TheoryData<string> Goldens => [.. Golden.Names];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void An_unknown_field_stops_reading_wherever_it_is(string name) =>
        StopsWherever(name, (place, field) => field is null, (place, _) => place["unheardOf"] = 1);

    [Theory]
    [MemberData(nameof(Goldens))]
    public void A_missing_field_stops_reading_unless_it_may_be_absent(string name) =>
        StopsWherever(name, IsMandatory, (place, field) => place.Remove(field!));

    [Theory]
    [MemberData(nameof(Goldens))]
    public void A_null_stops_reading_unless_the_field_may_be_absent(string name) =>
        StopsWherever(name, IsMandatory, (place, field) => place[field!] = null);

    [Theory]
    [MemberData(nameof(Goldens))]
    public void A_value_of_another_type_stops_reading(string name) =>
        StopsWherever(name, (_, field) => field is not null,
            (place, field) => place[field!] = place[field!]!.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "true" : true);

    [Theory]
    [MemberData(nameof(Goldens))]
    public void A_field_that_may_be_absent_is_read_as_null(string name)
    {
        foreach (var (place, field) in Places(name, (place, field) => field is not null && !IsMandatory(place, field)))
        {
            place.Remove(field!);
            Assert.DoesNotContain($"\"{field}\"", Reread(name, place.Root), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("personMarried")]
    [InlineData("PersonRegistered")]
    [InlineData("")]
    public void An_unknown_kind_of_event_stops_reading(string kind) =>
        Stops("movedOut", root => root["events"]![0]!["event"] = kind);

    [Fact]
    public void An_event_whose_kind_is_not_its_first_field_stops_reading() => Stops("movedOut", root =>
    {
        var happened = root["events"]![0]!.AsObject();
        happened.Remove("event");
        happened.Add("event", "movedOut");
    });

    [Theory]
    [InlineData("movementReported", "/events/0/kind", "\"Teleported\"")]
    [InlineData("movementReported", "/events/0/kind", "\"FirstEntry, Died\"")]
    [InlineData("movementReported", "/events/0/kind", "\"\"")]
    [InlineData("movementReported", "/events/0/kind", "\"1\"")]
    [InlineData("movementReported", "/events/0/kind", "\"99\"")]
    [InlineData("movementReported", "/events/0/kind", "1")]
    [InlineData("movementReported", "/events/0/kind", "99")]
    [InlineData("factChanged", "/events/0/correction", "1")]
    [InlineData("erased", "/events/0/facts", "\"address/2\"")]
    [InlineData("erased", "/events/0/facts", "[2]")]
    [InlineData("notice", "/kind", "\"Whispered\"")]
    [InlineData("notice", "/kind", "1")]
    [InlineData("notice", "/kind", "99")]
    [InlineData("notice", "/number", "\"009000047116\"")]
    [InlineData("notice", "/recipient", "\"M1508\"")]
    [InlineData("notice", "/occurredOn", "\"2026-02-30\"")]
    [InlineData("notice", "/recordedAt", "\"yesterday\"")]
    [InlineData("notice", "/version", "9999999999")]
    [InlineData("notice", "/items/0/source/submissionId", "\"4711\"")]
    [InlineData("change", "/origin/authority", "\"m15084\"")]
    [InlineData("change", "/origin/submissionId", "\"4711\"")]
    [InlineData("change", "/origin/occurredOn", "\"2026-02-30\"")]
    [InlineData("change", "/origin/receivedAt", "\"yesterday\"")]
    [InlineData("change", "/version", "\"9\"")]
    [InlineData("change", "/version", "9.5")]
    [InlineData("change", "/version", "9999999999")]
    [InlineData("fileKeepingAssumed", "/events/0/authority", "\"\"")]
    public void A_value_that_cannot_be_stops_reading(string name, string path, string value) => Stops(name, root =>
    {
        var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var place = steps[..^1].Aggregate(root, (node, step) => node is JsonArray list
            ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        place[steps[^1]] = JsonNode.Parse(value);
    });

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Bytes_that_are_no_object_of_this_kind_stop_reading(string content)
    {
        Assert.ThrowsAny<JsonException>(() => JournalFormat.ReadChange(Encoding.UTF8.GetBytes(content)));
        Assert.ThrowsAny<JsonException>(() => JournalFormat.ReadNotice(Encoding.UTF8.GetBytes(content)));
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void A_field_said_twice_stops_reading(string name)
    {
        var text = Encoding.UTF8.GetString(Golden.Read(name));
        var once = text[1..text.IndexOf(',', StringComparison.Ordinal)];
        Assert.ThrowsAny<JsonException>(() => Reread(name, $"{{{once},{text[1..]}"));
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Bytes_cut_off_or_followed_by_more_stop_reading(string name)
    {
        var text = Encoding.UTF8.GetString(Golden.Read(name));
        Gen.Int[0, text.Length - 1].Sample(kept => Fails(name, text[..kept]));
        Assert.True(Fails(name, text + "{}"));
    }

    /// <summary>Whoever reads a feed knows what to do about one kind of failure only.</summary>
    [Fact]
    public void A_letter_with_any_damaged_byte_is_read_or_stops_reading_as_all_others() =>
        Gen.Select(OneOf([.. GoldenValues.Notices.Keys]), Gen.Int[0, 10_000], Gen.OneOf(Gen.Byte, OneOf("\"\\{}[],:0nt "u8.ToArray())))
            .Sample((name, place, value) =>
            {
                var bytes = Golden.Read(name);
                bytes[place % bytes.Length] = value;
                try
                {
                    JournalFormat.ReadNotice(bytes);
                }
                catch (JsonException)
                {
                    // The one kind.
                }
            });

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static bool Fails(string name, string text)
    {
        try
        {
            Reread(name, text);
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static void Stops(string name, Action<JsonNode> damage)
    {
        var root = JsonNode.Parse(Golden.Read(name))!;
        Reread(name, root);
        damage(root);
        Assert.ThrowsAny<JsonException>(() => Reread(name, root));
    }

    private static void StopsWherever(string name, Func<JsonObject, string?, bool> where, Action<JsonObject, string?> damage)
    {
        var survived = new List<string>();
        foreach (var (place, field) in Places(name, where))
        {
            damage(place, field);
            if (!Fails(name, place.Root.ToJsonString())) survived.Add($"{place.GetPath()} {field}");
        }
        Assert.Empty(survived);
    }

    /// <summary>Each place in a copy of its own. A place is an object, or one of its fields.</summary>
    private static IEnumerable<(JsonObject Place, string? Field)> Places(string name, Func<JsonObject, string?, bool> where)
    {
        var count = All(Parse(name)).Count();
        return Enumerable.Range(0, count).Select(index => All(Parse(name)).ElementAt(index)).Where(place => where(place.Item1, place.Item2));
    }

    private static JsonNode Parse(string name) => JsonNode.Parse(Golden.Read(name))!;

    private static IEnumerable<(JsonObject, string?)> All(JsonNode? node) => node switch
    {
        JsonObject place => place.SelectMany(field => All(field.Value).Prepend((place, (string?)field.Key)))
            .Prepend((place, null)),
        JsonArray list => list.SelectMany(All),
        _ => [],
    };

    private static bool IsMandatory(JsonObject place, string? field) =>
        field is not null && !Optional.Contains($"{KindOf(place)}.{field}");

    private static string KindOf(JsonObject place) => place switch
    {
        _ when place.ContainsKey("ags") => "address",
        _ when place["event"] is { } kind => kind.GetValue<string>(),
        _ when place.ContainsKey("recipient") => "notice",
        _ when place.ContainsKey("path") => "item",
        _ when place.ContainsKey("since") => "dispute",
        _ when place.ContainsKey("knownSince") => "source",
        _ => "other",
    };

    private static string Reread(string name, JsonNode root) => Reread(name, root.ToJsonString());

    private static string Reread(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Encoding.UTF8.GetString(GoldenValues.Notices.ContainsKey(name)
            ? JournalFormat.Write(JournalFormat.ReadNotice(bytes))
            : JournalFormat.Write(JournalFormat.ReadChange(bytes)));
    }
}
