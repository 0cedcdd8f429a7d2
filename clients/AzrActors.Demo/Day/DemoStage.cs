using System.Collections.Concurrent;
using System.Globalization;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;
using AzrActors.Demo.Synthetic;

namespace AzrActors.Demo.Day;

/// <summary>The population, the offices at their desks, and the way in which acts become submissions.</summary>
/// <remarks>
/// Each day has persons of its own: those of an earlier one have moved, left and died since, and nobody is stored a second time.
/// </remarks>
public sealed class DemoStage
{
    /// <summary>So often somebody else is drawn for a person whom the register takes for one that it knows.</summary>
    private const int DrawsMax = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly IAzrClients _clients;
    private readonly DemoOptions _options;
    private readonly ConcurrentDictionary<Caller, IAzrClient> _desks = new();
    private readonly Dictionary<int, SyntheticTraits?> _traits;
    private readonly DemoPerson[] _persons;

    internal DemoStage(IAzrClients clients, DemoOptions options)
    {
        _clients = clients;
        _options = options;
        _traits = DemoCast.All.ToDictionary(role => role.Index, role => role.Traits);
        _persons = [.. Enumerable.Range(0, options.Persons).Select(index => Draw(index, 0))];
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
            await RegisterAsync(person.Person.Index, cancel);
            lock (gate) report.PersonsRegistered(++done, stock.Count);
        });
    }

    /// <summary>Hands in one act and remembers what its receipt says.</summary>
    internal async Task<PlayedAct> PlayAsync(DemoAct act, string name, CancellationToken cancellationToken)
    {
        for (var draw = 0; ; draw++)
        {
            var person = _persons[act.Role.Index];
            var named = draw == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{draw}");
            var reply = await DeskOf(act.Office).SubmitAsync(SubmissionOf(act, named, person), cancellationToken);
            // Somebody who is new today and by chance nearly the same as another one plays no part, as in the stock.
            var isSimilar = act.Expected is Expectation.Accepted && person.AzrNumber is null && reply.Refusal?.SimilarNumbers is { Count: > 0 };
            if (!isSimilar || draw == DrawsMax) return new PlayedAct(act, person.Person.Name, reply);
            _persons[act.Role.Index] = Draw(act.Role.Index, draw + 1);
        }
    }

    /// <summary>Remembers the receipts of a scene, after all its acts are through.</summary>
    internal void Learn(IEnumerable<PlayedAct> played)
    {
        foreach (var act in played)
            if (act.Reply.Receipt is { } receipt) _persons[act.Act.Role.Index].Learn(receipt);
    }

    /// <summary>Hands in what no act of the script says, for a person who is not of the population.</summary>
    /// <param name="name">Names the submission within the day.</param>
    internal Task<SubmissionReply> SubmitAsync(
        DemoOffice office, string name, string? azrNumber, IReadOnlyList<Entry> entries, CancellationToken cancellationToken) =>
        DeskOf(office).SubmitAsync(new Submission
        {
            SubmissionId = SyntheticIds.Of(_options.Seed, _options.Today, name), Authority = office.Key, Official = office.Caller.Official,
            Purpose = office.Caller.Purpose, FileReference = office.FileReference(_options.Today, 0), OccurredOn = _options.Today,
            AzrNumber = azrNumber, SearchFirst = azrNumber is null, Entries = entries,
        }, cancellationToken);

    /// <summary>Waits for what the register does by itself a moment after a submission; false if it does not come.</summary>
    internal static async Task<bool> UntilAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (await holds()) return true;
            await Task.Delay(Look, cancellationToken);
        }
        return false;
    }

    private async Task RegisterAsync(int index, CancellationToken cancellationToken)
    {
        for (var draw = 0; ; draw++)
        {
            var person = _persons[index] = Draw(index, draw);
            if (await FindRefusalAsync(person, cancellationToken) is not { } refusal)
            {
                person.StartDay();
                return;
            }
            // Names are few and dates fewer: by chance somebody is nearly the same. That one stays as it is, and is refused again the next time.
            if (refusal.SimilarNumbers is not { Count: > 0 } || draw == DrawsMax)
                throw new InvalidOperationException(
                    $"Person {index} of the population was refused: {refusal.Code} "
                    + string.Join(", ", refusal.Findings.Select(finding => $"{finding.Rule} {finding.Field}")));
        }
    }

    private async Task<Refusal?> FindRefusalAsync(DemoPerson person, CancellationToken cancellationToken)
    {
        foreach (var submission in person.Person.Submissions)
        {
            // The caller stands in the submission, so that desks of all districts serve the population.
            var caller = new Caller(submission.Authority, submission.Official, submission.Purpose);
            var reply = await DeskOf(caller).SubmitAsync(
                submission with { AzrNumber = person.AzrNumber, SearchFirst = person.AzrNumber is null }, cancellationToken);
            if (reply.Refusal is not null) return reply.Refusal;
            person.Learn(reply.Receipt!);
        }
        return null;
    }

    /// <param name="draw">Another one is another person with the same traits.</param>
    private DemoPerson Draw(int index, int draw) => new(
        new SyntheticPopulation(unchecked(_options.Seed + (draw * 1_000_000) + _options.Today.DayNumber), _options.Today).Person(index, _traits.GetValueOrDefault(index)));

    private IAzrClient DeskOf(Caller caller) => _desks.GetOrAdd(caller, _clients.For);

    private Submission SubmissionOf(DemoAct act, string name, DemoPerson person) => new()
    {
        SubmissionId = SyntheticIds.Of(_options.Seed, _options.Today, act.SubmissionName ?? name),
        Authority = (act.Pretends ?? act.Office).Key,
        Official = act.Office.Caller.Official,
        Purpose = act.Office.Caller.Purpose,
        FileReference = act.Office.FileReference(_options.Today, person.Person.Index),
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
