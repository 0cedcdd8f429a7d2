using System.Collections.Concurrent;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Oracle;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>The running register gives, refuses and tells what permissions written a second time allow.</summary>
[Collection(RegisterSuite.Name)]
public sealed class OracleTests(RegisterCluster cluster, OraclePersons persons) : IClassFixture<OraclePersons>
{
    private const int Callers = 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Everything_that_a_group_may_have_is_stored() => Assert.True(persons.Unstored.Count == 0, string.Join('\n', persons.Unstored));

    [Fact]
    public async Task Every_kind_reads_for_every_purpose_what_the_oracle_lets_it_read()
    {
        var questions =
            from kind in LawOracle.Kinds
            from purpose in LawOracle.PurposesOf(kind).Append(NotOf(kind))
            from person in persons.Persons
            select (kind, purpose, person);
        var (differences, given) = (new ConcurrentBag<string>(), 0);
        await Parallel.ForEachAsync(questions, Options, async (question, _) =>
        {
            var (kind, purpose, person) = question;
            var reply = await persons.ClientOf(kind, purpose).ReadAsync(person.Number, Stop);
            var seen = reply.View?.Items.Select(item => item.Item).ToHashSet() ?? [];
            var stated = LawOracle.PurposesOf(kind).Contains(purpose) ? purpose : null;
            var expected = person.VisibleTo(kind, OraclePersons.Keys[kind], stated);
            Interlocked.Add(ref given, seen.Count);
            if (!seen.SetEquals(expected))
                differences.Add($"{kind} for {stated ?? "-"} about {person.FamilyName}: too much {Show(seen.Except(expected))}; too little {Show(expected.Except(seen))}");
        });
        Assert.True(differences.IsEmpty, $"{differences.Count} differences\n{string.Join('\n', differences.Order().Take(40))}");
        Assert.True(given > 0);
    }

    [Fact]
    public async Task Every_kind_is_given_on_what_its_request_states_what_the_oracle_gives()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var words = LawOracle.Of2026.StatableByAnybody();
        var questions = (
            from kind in LawOracle.Kinds
            from purpose in LawOracle.PurposesOf(kind).Append(NotOf(kind))
            from person in persons.Persons
            let own = LawOracle.Of2026.Statable(kind, LawOracle.PurposesOf(kind).Contains(purpose) ? purpose : null)
            let drawn = words.Append("renewedRequest").Where(word => random.Next(own.Contains(word) ? 2 : 20) == 0).ToList()
            select (kind, purpose, person, own, drawn)).ToList();
        var (differences, widened, refused) = (new ConcurrentBag<string>(), 0, 0);
        await Parallel.ForEachAsync(questions, Options, async (question, _) =>
        {
            var (kind, purpose, person, own, drawn) = question;
            var reply = await persons.ClientOf(kind, purpose).ReadAsync(new RecordRequest { AzrNumber = person.Number, Stating = drawn }, Stop);
            var asked = $"{kind} for {purpose} about {person.FamilyName} stating {string.Join(' ', drawn)}";
            if (drawn.Except(own).Any())
            {
                Interlocked.Increment(ref refused);
                var code = drawn.All(words.Contains) ? "circumstance.not-of-caller" : "circumstance.unknown";
                if (reply.Refusal?.Code != code || reply.View is not null) differences.Add($"{asked}: {reply.Refusal?.Code} instead of {code}");
                return;
            }
            var stated = LawOracle.PurposesOf(kind).Contains(purpose) ? purpose : null;
            var seen = reply.View?.Items.Select(item => item.Item).ToHashSet() ?? [];
            var expected = person.VisibleTo(kind, OraclePersons.Keys[kind], stated, stated: drawn);
            if (expected.Count > person.VisibleTo(kind, OraclePersons.Keys[kind], stated).Count) Interlocked.Increment(ref widened);
            if (!seen.SetEquals(expected)) differences.Add($"{asked}: too much {Show(seen.Except(expected))}; too little {Show(expected.Except(seen))}");
        });
        Assert.True(differences.IsEmpty, $"Seed {seed}, {differences.Count} differences\n{string.Join('\n', differences.Order().Take(40))}");
        Assert.True(widened > 0 && refused > 0, $"Seed {seed}: {widened} widened, {refused} refused");
    }

    [Fact]
    public async Task A_silo_answers_its_own_door_as_it_answers_from_outside()
    {
        foreach (var (kind, purpose) in new[] { ("ResidentsOffice", "29"), ("ForeignersAuthority", "1"), ("AsylumBenefitsBody", "22") })
            foreach (var person in persons.Persons)
            {
                var clients = (AzrActors.Client.IAzrClients)cluster.Cluster.Silos[1].ServiceProvider.GetService(typeof(AzrActors.Client.IAzrClients))!;
                var reply = await clients.For(new Contracts.Doors.Caller(OraclePersons.Keys[kind], "Frau Orakel", purpose)).ReadAsync(person.Number, Stop);
                Assert.Equal(person.VisibleTo(kind, OraclePersons.Keys[kind], purpose).Order(), (reply.View?.Items.Select(item => item.Item).Distinct() ?? []).Order());
            }
    }

    [Fact]
    public async Task Every_kind_is_refused_what_the_oracle_does_not_let_it_write()
    {
        var (differences, allowed) = (new ConcurrentBag<string>(), 0);
        await Parallel.ForEachAsync(OracleBatch.About([.. persons.Persons.Take(3)]), Options, async (batch, _) =>
        {
            var submission = batch.Submission();
            var refusal = (await persons.ClientOf(batch.Kind, submission.Purpose).SubmitAsync(submission, Stop)).Refusal!;
            Interlocked.Add(ref allowed, batch.Allowed);
            if (batch.DifferenceTo(refusal.Code, refusal.Findings.Select(finding => (finding.Rule, finding.Entry, finding.Item))) is { } difference)
                differences.Add(difference);
        });
        Assert.True(differences.IsEmpty, $"{differences.Count} differences\n{string.Join('\n', differences.Order().Take(40))}");
        Assert.True(allowed > 0);
    }

    [Theory]
    [InlineData("ForeignersAuthority", null, null)]
    [InlineData("AsylumBenefitsBody", null, null)]
    [InlineData("FederalMigrationOffice", "running-migration-case", "1")]
    [InlineData("Jobcentre", "running-job-benefits", "25")]
    [InlineData("YouthWelfareOffice", "youth-welfare-case", "28")]
    [InlineData("ResidentsOffice", "registration", "29")]
    public async Task What_an_authority_is_told_is_part_of_what_the_oracle_lets_it_read(string kind, string? basis, string? purpose)
    {
        var person = persons.Persons[0];
        if (basis is not null)
        {
            var subscribe = OraclePersons.Submission(kind, person.Number, []) with
            {
                Purpose = purpose!,
                Entries = [new Entry("subscribe", [new EntryField("basis", basis)])],
            };
            Assert.Equal(SubmissionOutcome.Accepted, (await persons.ClientOf(kind, purpose!).SubmitAsync(subscribe, Stop)).Outcome);
        }
        var reported = OraclePersons.Submission("ForeignersAuthority", person.Number, []) with
        {
            Entries = [new Entry("changePersonalData", [new EntryField("birthPlace", $"Ort {Guid.NewGuid().ToString()[..6]}")])],
        };
        Assert.Equal(SubmissionOutcome.Accepted, (await persons.ClientOf("ForeignersAuthority", "1").SubmitAsync(reported, Stop)).Outcome);
        var readable = LawOracle.PurposesOf(kind).Append(null).Append(LawOracle.Unasked)
            .SelectMany(cause => persons.Persons.SelectMany(one => one.VisibleTo(kind, OraclePersons.Keys[kind], cause, everyOccasion: true))).ToHashSet();
        var page = await persons.ClientOf(kind, OraclePersons.PurposeOf(kind)).ReadNoticesAsync(0, 1000, Stop);
        var told = page.Notices.SelectMany(notice => notice.Items).Select(item => item.Item).ToHashSet();
        Assert.NotEmpty(told);
        Assert.Equal([], told.Except(readable).Order());
    }

    private static ParallelOptions Options => new() { MaxDegreeOfParallelism = Callers, CancellationToken = Stop };

    /// <summary>A purpose of the list that the kind may not state; it counts as none.</summary>
    internal static string NotOf(string kind) => LawOracle.Kinds.SelectMany(LawOracle.PurposesOf).First(purpose => !LawOracle.PurposesOf(kind).Contains(purpose));

    private static string Show(IEnumerable<string> items) => string.Join(' ', items.Order(StringComparer.Ordinal).Take(30));
}
