using System.Globalization;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.Law;
using AzrActors.Oracle;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>
/// One authority of every kind, and four persons: one of each group about whom everything is stored that the group may
/// have, each item by somebody who may write it, and one about whom nothing is stored but who and where she is.
/// </summary>
public sealed class OraclePersons(RegisterCluster cluster) : IAsyncLifetime
{
    private const string Syrian = "475";
    private const string French = "129";
    private const int EntriesMax = 50;
    private const string Unstated = "39";

    /// <summary>States a finding that makes a Union citizen one of group 2.</summary>
    internal static readonly string[] LossFindings = [.. LawOracle.Of2026.Items
        .Where(item => item.Id.StartsWith("NoFreeMovementRight", StringComparison.Ordinal) || item.Id.StartsWith("FreeMovementLoss", StringComparison.Ordinal))
        .Select(item => item.Id)];

    /// <summary>Keys of the authorities by their kinds.</summary>
    internal static Dictionary<string, string> Keys { get; } = LawOracle.Kinds
        .Select((kind, index) => (kind, key: kind == "RegisterAuthority" ? "REG000" : $"K{(index + 1).ToString("00000", CultureInfo.InvariantCulture)}"))
        .ToDictionary(pair => pair.kind, pair => pair.key);

    internal List<OraclePerson> Persons { get; } = [];

    /// <summary>Entries that a rule of quality refused beside the others, by person; they are stored about nobody.</summary>
    internal List<string> Unstored { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal IAzrClient ClientOf(string kind, string purpose) => cluster.Clients.For(new Caller(Keys[kind], "Frau Orakel", purpose));

    internal static Submission Submission(string kind, string? number, IEnumerable<OracleEntry> entries) => new()
    {
        SubmissionId = Guid.NewGuid(), Authority = Keys[kind], Official = "Frau Orakel", Purpose = PurposeOf(kind), FileReference = "Orakel 1",
        OccurredOn = Desk.Today, AzrNumber = number, Entries = [.. entries.Select(entry => entry.Entry)],
        SearchFirst = number is null,
    };

    /// <summary>A purpose that the kind states when it submits.</summary>
    internal static string PurposeOf(string kind) => LawOracle.PurposesOf(kind).FirstOrDefault() ?? Unstated;

    /// <summary>True if the kind may write the item about the group, alone or as the register that decides.</summary>
    internal static bool MayWrite(string kind, string item, string group) =>
        OraclePerson.ItemOf(item) is var found && found.Groups.Contains(group)
        && (LawOracle.Suffices(LawOracle.Of2026.Write(kind, found, group), kind == "RegisterAuthority" ? [] : ["notDecidedByRegister"])
            || (kind == "RegisterAuthority" && LawOracle.IsOwnDecision(item)));

    public async ValueTask InitializeAsync()
    {
        var register = cluster.Desk("REG000").Client;
        foreach (var (kind, key) in Keys.Where(pair => pair.Key != "RegisterAuthority"))
            Assert.Null((await register.PutAuthorityAsync(new AuthorityInfo { Key = key, Kind = kind, Name = $"Orakel {kind}", Districts = [] }, Stop)).Refusal);
        cluster.ForgetAuthorities();
        await RegisterAsync("Orakel Eins", Syrian, "1");
        await RegisterAsync("Orakel Zwei", French, "2");
        await RegisterAsync("Orakel Drei", French, "3");
        await Task.WhenAll(Persons.Select(StoreEverythingAsync));
        await RegisterAsync("Orakel Vier", Syrian, "1");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task RegisterAsync(string familyName, string nationality, string group)
    {
        const string Keeper = "ForeignersAuthority";
        // Once stored a loss finding rules; before it the person is of group 3.
        var first = group == "2" ? "3" : group;
        OracleEntry[] entries =
        [
            OracleEntries.Only(OracleEntries.Person("registerPerson", familyName, nationality), item => MayWrite(Keeper, item, first)),
            OracleEntries.Arrival("firstEntry", "2015-05-01", "FirstEntryDate"),
            OracleEntries.Departure("abroad", "2016-05-01", "MovedAbroadDate"),
            OracleEntries.Arrival("returnFromAbroad", "2017-05-01", "ReturnedFromAbroadDate"),
        ];
        var number = (await AcceptedAsync(Keeper, null, entries)).AzrNumber;
        var person = new OraclePerson(number, familyName, group, Keys[Keeper]);
        Remember(person, Keeper, entries);
        person.Stored.Add((KnownItems.FileKeeper, Keys[Keeper], "fileKeeping"));
        Persons.Add(person);
        if (group != "1") return;
        OracleEntry[][] moves = [[OracleEntries.MoveIn("Altweg", "2018-05-01")], [OracleEntries.MoveIn("Neuweg", "2019-05-01")]];
        foreach (var move in moves) await AcceptedAsync(Keeper, number, move);
        Remember(person, Keeper, moves[1]);
        person.Stored.Add((KnownItems.FormerAddress, Keys[Keeper], "street"));
    }

    private async Task StoreEverythingAsync(OraclePerson person)
    {
        var everything = OracleEntries.Statuses.Concat(OracleEntries.Facts).Where(entry => ItemCovers(entry.Writes[0].Item, person.Group)).ToList();
        // Of a Union citizen first the finding that makes the group, and for group 3 none at all.
        if (person.Group == "2") everything = [.. everything.OrderBy(entry => LossFindings.Contains(entry.Writes[0].Item) ? 0 : 1)];
        if (person.Group == "3") everything.RemoveAll(entry => LossFindings.Contains(entry.Writes[0].Item));
        var written = everything.Select(entry => (Writer: LawOracle.Kinds.FirstOrDefault(kind => MayWrite(kind, entry.Writes[0].Item, person.Group)), Entry: entry))
            .Where(pair => pair.Writer is not null).Select(pair => (Writer: pair.Writer!, Entry: OracleEntries.Only(pair.Entry, item => MayWrite(pair.Writer!, item, person.Group))));
        foreach (var own in written.GroupBy(pair => pair.Writer, pair => pair.Entry))
            foreach (var batch in own.Chunk(EntriesMax)) await StoreAsync(person, own.Key, batch);
    }

    private async Task StoreAsync(OraclePerson person, string writer, IReadOnlyList<OracleEntry> batch)
    {
        while (batch.Count > 0)
        {
            var reply = await ClientOf(writer, PurposeOf(writer)).SubmitAsync(Submission(writer, person.Number, batch), Stop);
            if (reply.Outcome != SubmissionOutcome.Refused)
            {
                Remember(person, writer, batch);
                return;
            }
            Assert.True(reply.Refusal!.Code == "submission.faulty", $"{writer}, group {person.Group}: {reply.Refusal.Code} {string.Join(' ', reply.Refusal.Findings.Select(finding => $"{finding.Rule} {finding.Item}"))}");
            var faulty = reply.Refusal.Findings.Where(finding => finding.Refuses).ToLookup(finding => finding.Entry);
            Unstored.AddRange(batch.Where((_, index) => faulty.Contains(index)).Select(entry => $"{person.Group} {entry.Writes[0].Item}: "
                + string.Join(' ', faulty[batch.ToList().IndexOf(entry)].Select(finding => $"{finding.Rule} {finding.Field}"))));
            batch = [.. batch.Where((_, index) => !faulty.Contains(index))];
        }
    }

    private async Task<Receipt> AcceptedAsync(string kind, string? number, IEnumerable<OracleEntry> entries)
    {
        var reply = await ClientOf(kind, PurposeOf(kind)).SubmitAsync(Submission(kind, number, entries), Stop);
        Assert.True(reply.Outcome == SubmissionOutcome.Accepted,
            $"{reply.Refusal?.Code} {string.Join(' ', reply.Refusal?.Findings.Select(finding => $"{finding.Rule} {finding.Field} {finding.Item}") ?? [])}");
        return reply.Receipt!;
    }

    private static void Remember(OraclePerson person, string writer, IEnumerable<OracleEntry> entries) =>
        person.Stored.AddRange(entries.SelectMany(entry => entry.Writes).Select(one => (one.Item, Keys[writer], one.Part)));

    private static bool ItemCovers(string item, string group) => OraclePerson.ItemOf(item).Groups.Contains(group);
}
