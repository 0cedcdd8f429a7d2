using System.Text.Json;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.Vocabulary;
using AzrActors.Oracle;

namespace AzrActors.Domain.Tests.Law;

/// <summary>The engine and the oracle, which share no code and no table of columns C and D, agree.</summary>
public class OracleTests
{
    private const int Draws = 100_000;
    private const int RequestDraws = 20_000;

    /// <summary>How often the oracle does not follow its source word by word; each place has its reason beside it.</summary>
    private const int Departures = 16;

    public static TheoryData<string> States { get; } = [OracleAnnex.State2021, OracleAnnex.State2026];

    [Fact]
    public void Nothing_departs_from_the_source_unseen()
    {
        Assert.Equal(Departures, OracleDepartures.All.Count);
        Assert.All(OracleDepartures.All, departure => Assert.NotEmpty(departure.Why));
    }

    [Fact]
    public void The_items_of_2021_are_those_of_the_source() => Assert.Equal(
        OracleAnnex.ItemsOf2021().Select(Text).Order(StringComparer.Ordinal),
        LawOracle.ItemsOf(OracleAnnex.State2021).Select(Text).Order(StringComparer.Ordinal));

    [Fact]
    public void The_items_of_2026_are_those_of_2021_with_the_changes()
    {
        var changed = OracleChanges.PlacesOf2026().Select(place => $"{place.Row}.{place.Letter}").ToHashSet();
        var table = LawOracle.ItemsOf(OracleAnnex.State2026).Select(item => $"{item.Row}.{item.Letter}").ToHashSet();
        Assert.Equal(OracleDepartures.Places.Order(StringComparer.Ordinal),
            table.Except(changed).Select(place => $"+{place}").Concat(changed.Except(table).Select(place => $"-{place}")).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(States))]
    public void Every_kind_may_write_the_items_for_the_groups_that_the_source_says(string state)
    {
        var (oracle, law) = Both(state);
        var differences = new List<string>();
        foreach (var kind in LawOracle.Kinds)
            foreach (var item in oracle.Items)
                foreach (var group in new[] { "1", "2", "3" })
                    if (Difference(oracle.Write(kind, item, group), law, new Draw(kind, item, group, null, Writes: true)) is { } difference) differences.Add(difference);
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(50)));
    }

    [Theory, MemberData(nameof(States))]
    public void The_register_decides_every_drawn_question_as_the_source_does(string state)
    {
        var seed = Environment.TickCount;
        var (oracle, law) = Both(state);
        var draws = new OracleDraws(oracle, new Random(seed));
        var (allowed, differences) = (0, new List<string>());
        for (var i = 0; i < Draws; i++)
        {
            var draw = draws.Next();
            var expected = draw.Writes ? oracle.Write(draw.Kind, draw.Item, draw.Group) : oracle.Read(draw.Kind, draw.Purpose, draw.Item, draw.Group);
            if (expected.Count > 0) allowed++;
            if (Difference(expected, law, draw) is { } difference) differences.Add(difference);
            if (CompiledDifference(expected, law, draw, draws.Holding()) is { } compiled) differences.Add(compiled);
        }
        Assert.True(differences.Count == 0, $"Seed {seed}, {differences.Count} differences:\n{string.Join('\n', differences.Distinct().Take(50))}");
        Assert.InRange(allowed, Draws * 3 / 10, Draws * 7 / 10);
    }

    [Theory, MemberData(nameof(States))]
    public void A_kind_may_state_in_a_request_what_some_line_of_the_act_asks_it_for(string state)
    {
        var (oracle, law) = Both(state);
        var questions = LawOracle.Kinds.SelectMany(kind => Purpose.All.Select(purpose => purpose.Code).Prepend(null), (kind, purpose) => (kind, purpose)).ToList();
        var differences = questions.Select(question => (question, Source: oracle.Statable(question.kind, question.purpose).Order(StringComparer.Ordinal),
                Table: Circumstance.Of(AuthorityKind.Get(question.kind), Purpose.Find(question.purpose, law.From), law.From).Select(one => one.Id).Order(StringComparer.Ordinal)))
            .Where(one => !one.Source.SequenceEqual(one.Table)).Select(one => $"{one.question}: source {string.Join(' ', one.Source)}, table {string.Join(' ', one.Table)}").ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(50)));
        Assert.Contains(questions, question => oracle.Statable(question.kind, question.purpose).Count > 1);
    }

    [Theory, MemberData(nameof(States))]
    public void A_request_is_refused_or_given_what_the_source_gives_on_what_it_states(string state)
    {
        var seed = Environment.TickCount;
        var (oracle, law) = Both(state);
        var random = new Random(seed);
        var draws = new OracleDraws(oracle, random);
        var ofRequests = oracle.StatableByAnybody();
        var (refused, widened, differences) = (0, 0, new List<string>());
        for (var i = 0; i < RequestDraws; i++)
        {
            var sent = draws.Next();
            if (sent.Writes || sent.Purpose == LawOracle.Unasked) continue;
            // A purpose that is not the kind's counts as none.
            var draw = sent with { Purpose = LawOracle.PurposesOf(sent.Kind).FirstOrDefault(purpose => purpose == sent.Purpose) };
            var statable = oracle.Statable(draw.Kind, draw.Purpose);
            // Of the record some hold; of the request only what it states.
            string[] ofRecord = [.. draws.Holding().Where(word => !ofRequests.Contains(word))];
            string[] words = [.. ConditionNames.Words.Select(one => one.Word).Where(word => random.Next(statable.Contains(word) ? 2 : 60) == 0)];
            var mayState = words.All(statable.Contains);
            var asker = new Authority(AuthorityKey.Parse("TEST01"), AuthorityKind.Get(draw.Kind), "Testbehörde", [], DateOnly.MinValue, null);
            var accepted = StatedCircumstances.TryState(words, asker, sent.Purpose ?? "", law.From, out var stated, out var rejection);
            if (accepted != mayState)
            {
                differences.Add($"{draw} stating {string.Join(' ', words)}: {rejection?.Code ?? "accepted"}");
                continue;
            }
            if (!accepted) refused++;
            var expected = oracle.Read(draw.Kind, draw.Purpose, draw.Item, draw.Group);
            string[] holding = [.. ofRecord, .. accepted ? words : []];
            var gives = law.ReadingOf(asker.Kind, PurposeOf(draw)).Find(law.Find(draw.Item.Reference)!, Group(draw), Fulfilled(ofRecord) | stated.Conditions) is not null;
            if (gives != LawOracle.Suffices(expected, holding)) differences.Add($"{draw} stating {string.Join(' ', holding)}: source {Show(expected)}, given {gives}");
            if (gives && !LawOracle.Suffices(expected, ofRecord)) widened++;
        }
        Assert.True(differences.Count == 0, $"Seed {seed}, {differences.Count} differences:\n{string.Join('\n', differences.Distinct().Take(50))}");
        Assert.True(refused > 100 && widened > 20, $"Seed {seed}: {refused} refused, {widened} widened");
    }

    private static (LawOracle Oracle, LegalState Law) Both(string state) =>
        (state == OracleAnnex.State2021 ? LawOracle.Of2021 : LawOracle.Of2026, LegalStates.All.Single(law => law.Name == state));

    private static string? Difference(IReadOnlyList<string> expected, LegalState law, Draw draw)
    {
        var (kind, item, group) = (AuthorityKind.Get(draw.Kind), law.Find(draw.Item.Reference)!, Group(draw));
        var explained = draw.Writes ? law.ExplainWriting(kind, item, group) : law.ExplainReading(kind, PurposeOf(draw), item, group);
        var engine = Sets(explained.Grants);
        return engine.SequenceEqual(expected) && explained.Allowed == expected.Count > 0 ? null
            : $"{draw}: source {Show(expected)}, tables {Show(engine)} ({explained.Reason})";
    }

    private static string? CompiledDifference(IReadOnlyList<string> expected, LegalState law, Draw draw, IReadOnlyCollection<string> holding)
    {
        var (item, group) = (law.Find(draw.Item.Reference)!, Group(draw));
        var rights = draw.Writes ? law.WritingOf(AuthorityKind.Get(draw.Kind)) : law.ReadingOf(AuthorityKind.Get(draw.Kind), PurposeOf(draw));
        var found = rights.Find(item, group, Fulfilled(holding)) is not null;
        var compiled = Sets(rights.Of(item, group).ToArray());
        return compiled.SequenceEqual(expected) && found == LawOracle.Suffices(expected, [.. holding]) ? null
            : $"{draw} with {string.Join(' ', holding)}: source {Show(expected)}, compiled {Show(compiled)}, found {found}";
    }

    private static Conditions Fulfilled(IEnumerable<string> words) =>
        words.Aggregate(Conditions.None, (all, word) => all | Enum.Parse<Conditions>(word, ignoreCase: true));

    private static List<string> Sets(IEnumerable<Grant> grants) => [.. grants
        .Select(grant => string.Join(' ', ConditionNames.Words.Where(one => (grant.Conditions & one.Condition) != Conditions.None).Select(one => one.Word)))
        .Distinct().Order(StringComparer.Ordinal)];

    private static PersonGroup Group(Draw draw) => (PersonGroup)(draw.Group[0] - '0');

    private static Purpose? PurposeOf(Draw draw) => draw.Purpose switch
    {
        null => null,
        LawOracle.Unasked => Purpose.Unasked,
        _ => Purpose.All.Single(purpose => purpose.Code == draw.Purpose),
    };

    private static string Show(IReadOnlyList<string> sets) => sets.Count == 0 ? "no" : $"yes [{string.Join(" | ", sets)}]";

    private static string Text(OracleItem item) => $"{item.Row} {item.Letter} {string.Join(' ', item.Groups)} {item.Id}";
}

/// <summary>Conditions of the engine by the words of the tables, in the order of the words.</summary>
internal static class ConditionNames
{
    public static IReadOnlyList<(string Word, Conditions Condition)> Words { get; } = [.. Enum.GetValues<Conditions>()
        .Where(one => one is not (Conditions.None or Conditions.Reductions or Conditions.Doubtful))
        .Select(one => (JsonNamingPolicy.CamelCase.ConvertName(one.ToString()), one)).OrderBy(one => one.Item1, StringComparer.Ordinal)];
}

/// <summary>A question to both.</summary>
internal sealed record Draw(string Kind, OracleItem Item, string Group, string? Purpose, bool Writes)
{
    public override string ToString() => $"{(Writes ? "write" : "read")} {Item.Reference} group {Group} by {Kind} for {Purpose ?? "-"}";
}

/// <summary>Draws questions, so that about half of the answers are yes: half of them start from a line of column C or D.</summary>
internal sealed class OracleDraws(LawOracle oracle, Random random)
{
    private static readonly string?[] AllPurposes = [null, LawOracle.Unasked, .. LawOracle.Kinds.SelectMany(LawOracle.PurposesOf).Distinct()];

    public Draw Next() => random.Next(4) == 0 ? Anything() : FromACell();

    /// <summary>Some of the conditions that a record or a request can fulfil.</summary>
    public IReadOnlyCollection<string> Holding()
    {
        var share = random.Next(5);
        return [.. ConditionNames.Words.Select(one => one.Word).Where(word => !LawOracle.IsReduction(word) && random.Next(4) < share)];
    }

    private Draw Anything() =>
        new(One(LawOracle.Kinds), One(oracle.Items), One(["1", "2", "3"]), One(AllPurposes), random.Next(2) == 0);

    private Draw FromACell()
    {
        var cell = One(oracle.Cells);
        var kind = One(LawOracle.KindsOf(cell.Designation));
        var items = oracle.Items.Where(item => item.Row == cell.Row && cell.Names(item.Letter)).ToList();
        if (items.Count == 0) return Anything();
        string?[] purposes = [null, LawOracle.Unasked, .. LawOracle.PurposesOf(kind)];
        return new(kind, One(items), cell.Group, One(purposes), cell.Column == 'C');
    }

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
