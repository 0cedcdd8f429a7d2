using System.Collections.Concurrent;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;
using AzrActors.Demo.Synthetic;

namespace AzrActors.Demo.Day;

/// <summary>The population, the offices at their desks, and the way in which acts become submissions.</summary>
public sealed class DemoStage
{
    private readonly IAzrClients _clients;
    private readonly DemoOptions _options;
    private readonly ConcurrentDictionary<Caller, IAzrClient> _desks = new();
    private readonly DemoPerson[] _persons;

    internal DemoStage(IAzrClients clients, DemoOptions options)
    {
        _clients = clients;
        _options = options;
        var population = new SyntheticPopulation(options.Seed, options.Today);
        var traits = DemoCast.All.ToDictionary(role => role.Index, role => role.Traits);
        _persons =
        [
            .. Enumerable.Range(0, options.Persons)
                .Select(index => new DemoPerson(population.Person(index, traits.GetValueOrDefault(index)))),
        ];
    }

    public IReadOnlyList<DemoPerson> Persons => _persons;

    public IAzrClient DeskOf(DemoOffice office) => DeskOf(office.Caller);

    /// <summary>Registers everybody who is known before the day begins.</summary>
    /// <exception cref="InvalidOperationException">The register refused a person of the population.</exception>
    internal async Task RegisterAsync(IDemoReport report, CancellationToken cancellationToken)
    {
        var newcomers = DemoCast.All.Where(role => !role.InStock).Select(role => role.Index).ToHashSet();
        var stock = _persons.Where(person => !newcomers.Contains(person.Person.Index)).ToList();
        var done = 0;
        var gate = new Lock();
        var bounded = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(stock, bounded, async (person, cancel) =>
        {
            foreach (var submission in person.Person.Submissions) await RegisterAsync(person, submission, cancel);
            person.StartDay();
            lock (gate) report.PersonsRegistered(++done, stock.Count);
        });
    }

    /// <summary>Hands in one act and remembers what its receipt says.</summary>
    internal async Task<PlayedAct> PlayAsync(DemoAct act, string name, CancellationToken cancellationToken)
    {
        var person = _persons[act.Role.Index];
        var reply = await DeskOf(act.Office).SubmitAsync(SubmissionOf(act, name, person), cancellationToken);
        return new PlayedAct(act, person.Person.Name, reply);
    }

    /// <summary>Remembers the receipts of a scene, after all its acts are through.</summary>
    internal void Learn(IEnumerable<PlayedAct> played)
    {
        foreach (var act in played)
            if (act.Reply.Receipt is { } receipt) _persons[act.Act.Role.Index].Learn(receipt);
    }

    private async Task RegisterAsync(DemoPerson person, Submission submission, CancellationToken cancellationToken)
    {
        // The caller stands in the submission, so that desks of all districts serve the population.
        var caller = new Caller(submission.Authority, submission.Official, submission.Purpose);
        var reply = await DeskOf(caller).SubmitAsync(submission with { AzrNumber = person.AzrNumber, SearchFirst = person.AzrNumber is null }, cancellationToken);
        person.Learn(reply.Receipt ?? throw new InvalidOperationException(
            $"Person {person.Person.Index} of the population was refused: {reply.Refusal!.Code} "
            + string.Join(", ", reply.Refusal.Findings.Select(finding => $"{finding.Rule} {finding.Field}"))));
    }

    private IAzrClient DeskOf(Caller caller) => _desks.GetOrAdd(caller, _clients.For);

    private Submission SubmissionOf(DemoAct act, string name, DemoPerson person) => new()
    {
        SubmissionId = SyntheticIds.Of(_options.Seed, _options.Today, act.SubmissionName ?? name),
        Authority = (act.Pretends ?? act.Office).Key,
        Official = act.Office.Caller.Official,
        Purpose = act.Office.Caller.Purpose,
        FileReference = act.Office.FileReference(person.Person.Index),
        OccurredOn = _options.Today.AddDays(-act.DaysBack),
        AzrNumber = act.NumberMissing ? null : act.NumberMistyped ? Mistyped(person.AzrNumber!) : person.AzrNumber,
        ExpectedVersion = act.Version switch
        {
            VersionSeen.None => null,
            VersionSeen.Morning => person.MorningVersion,
            VersionSeen.Latest => person.LatestVersion,
            _ => throw new System.Diagnostics.UnreachableException(act.Version.ToString()),
        },
        Entries = act.Says(person, _options.Today),
        SearchFirst = !act.NumberMistyped && (act.NumberMissing || person.AzrNumber is null),
    };

    private static string Mistyped(string number)
    {
        var digits = number.ToCharArray();
        var last = Enumerable.Range(4, digits.Length - 4).Last(place => digits[place] != digits[place - 1]);
        (digits[last - 1], digits[last]) = (digits[last], digits[last - 1]);
        return new string(digits);
    }
}
