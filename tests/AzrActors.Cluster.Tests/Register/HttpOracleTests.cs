using System.Collections.Concurrent;
using System.Globalization;
using AzrActors.Contracts.Law;
using AzrActors.Oracle;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>
/// A sample of what <see cref="OracleTests"/> asks through the SDK, asked over HTTP: the door neither adds nor loses.
/// Equal seeds draw equal questions.
/// </summary>
[Collection(RegisterSuite.Name)]
public sealed class HttpOracleTests(OraclePersons persons, HttpDoor door) : IClassFixture<OraclePersons>, IClassFixture<HttpDoor>
{
    private const int Seed = 20261127;
    private const int Callers = 8;
    private const int Submissions = 120;
    private const int Explanations = 1_000;

    private static ParallelOptions Options => new() { MaxDegreeOfParallelism = Callers, CancellationToken = TestContext.Current.CancellationToken };

    [Fact]
    public async Task Every_kind_reads_over_HTTP_for_every_purpose_what_the_oracle_lets_it_read()
    {
        var chance = new Random(Seed);
        var draws = (
            from kind in LawOracle.Kinds
            from purpose in LawOracle.PurposesOf(kind).Append(OracleTests.NotOf(kind))
            from person in chance.GetItems(persons.Persons.ToArray(), 2).Distinct()
            select (kind, purpose, person)).ToList();
        var (differences, given) = (new ConcurrentBag<string>(), 0);
        await Parallel.ForEachAsync(draws, Options, async (draw, _) =>
        {
            var (kind, purpose, person) = draw;
            var (status, body) = await door.GetAsync(kind, purpose, $"/api/v1/records/{person.Number}");
            var seen = status == 200 ? body["items"]!.AsArray().Select(item => (string)item!["item"]!).ToHashSet() : [];
            var expected = person.VisibleTo(kind, OraclePersons.Keys[kind], LawOracle.PurposesOf(kind).Contains(purpose) ? purpose : null);
            Interlocked.Add(ref given, seen.Count);
            // Who may see nothing is told that there is no such record.
            if (status != (expected.Count > 0 ? 200 : 404) || !seen.SetEquals(expected))
                differences.Add($"{kind} for {purpose} about {person.FamilyName}: {status}; too much {Show(seen.Except(expected))}; too little {Show(expected.Except(seen))}");
        });
        Report(draws.Count, "retrievals", $"{given} values");
        Check(differences);
        Assert.True(given > 0);
    }

    [Fact]
    public async Task Over_HTTP_a_submission_is_refused_for_what_the_oracle_does_not_let_it_write()
    {
        var draws = new Random(Seed).GetItems(OracleBatch.About([.. persons.Persons.Take(3)]).ToArray(), Submissions);
        var (differences, codes) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        await Parallel.ForEachAsync(draws, Options, async (batch, _) =>
        {
            var (_, body) = await door.PostAsync(batch.Submission(), batch.Kind);
            var code = (string)body["code"]!;
            codes.Add(code);
            var findings = body["findings"]?.AsArray().Select(finding => ((string)finding!["rule"]!, (int?)finding["entry"], (string?)finding["item"])) ?? [];
            if (batch.DifferenceTo(code, findings) is { } difference) differences.Add(difference);
        });
        Report(draws.Length, "submissions", string.Join(", ", codes.CountBy(code => code).Select(count => $"{count.Value} {count.Key}")));
        Check(differences);
        Assert.True(codes.Distinct().Count() > 1);
    }

    [Fact]
    public async Task Over_HTTP_the_law_is_explained_as_the_oracle_knows_it()
    {
        var chance = new Random(Seed);
        var items = LawOracle.Of2026.Items.ToArray();
        var draws = Enumerable.Range(0, Explanations).Select(_ =>
        {
            var kind = chance.GetItems(LawOracle.Kinds.ToArray(), 1)[0];
            string?[] purposes = [.. LawOracle.PurposesOf(kind), OracleTests.NotOf(kind), null];
            return (Kind: kind, Item: chance.GetItems(items, 1)[0], Group: chance.Next(1, 4).ToString(CultureInfo.InvariantCulture),
                Purpose: chance.GetItems(purposes, 1)[0], Direction: chance.Next(2) == 0 ? LawQuestion.Read : LawQuestion.Write);
        }).ToList();
        var (differences, allowed) = (new ConcurrentBag<string>(), 0);
        await Parallel.ForEachAsync(draws, Options, async (draw, _) =>
        {
            var query = $"authority={draw.Kind}&item={Uri.EscapeDataString(draw.Item.Reference)}&group={draw.Group}&direction={draw.Direction}"
                + (draw.Purpose is null ? "" : $"&purpose={draw.Purpose}");
            var (status, body) = await door.GetAsync("ForeignersAuthority", "1", $"/api/v1/law/explain?{query}");
            var sets = draw.Direction == LawQuestion.Read
                ? LawOracle.Of2026.Read(draw.Kind, draw.Purpose, draw.Item, draw.Group)
                : LawOracle.Of2026.Write(draw.Kind, draw.Item, draw.Group);
            if (sets.Count > 0) Interlocked.Increment(ref allowed);
            if (status != 200 || (bool)body["allowed"]! != sets.Count > 0) differences.Add($"{query}: {status} {body.ToJsonString()}");
            else if (((string)body["paragraph"]!).Contains('§') && !((string)body["paragraph"]!).Contains("AZRG", StringComparison.Ordinal))
                differences.Add($"{query}: no statute in {body["paragraph"]}");
        });
        Report(draws.Count, "explanations", $"{allowed} allow");
        Check(differences);
        Assert.InRange(allowed, 1, draws.Count - 1);
    }

    private static void Report(int draws, string what, string of) =>
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {Seed}: {draws} {what} drawn, {of}.");

    private static void Check(ConcurrentBag<string> differences) =>
        Assert.True(differences.IsEmpty, $"{differences.Count} differences\n{string.Join('\n', differences.Order().Take(40))}");

    private static string Show(IEnumerable<string> items) => string.Join(' ', items.Order(StringComparer.Ordinal).Take(30));
}
