using AzrActors.Client;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Grains.PersonRecords;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Authorities of the tests.</summary>
internal static class Offices
{
    public const string PotsdamForeigners = "A12054";
    public const string PotsdamResidents = "M12054";
    public const string BurgenlandForeigners = "A15084";
    public const string BurgenlandResidents = "M15084";
    public const string BurgenlandBenefits = "L15084";
    public const string Migration = "BAMF00";
    public const string FederalPolice = "BPOL00";
}

/// <summary>An authority at work, so that a test reads like the story it tells.</summary>
internal sealed class Desk(IAzrClient client)
{
    public static DateOnly Today => new RegisterClock(TimeProvider.System).Now().Today;

    public IAzrClient Client => client;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Submission Write(string? azrNumber, params IReadOnlyList<Entry> entries) => new()
    {
        SubmissionId = Guid.NewGuid(),
        Authority = client.Caller.Authority,
        Official = client.Caller.Official,
        Purpose = client.Caller.Purpose,
        FileReference = "32.1/4711",
        OccurredOn = Today,
        AzrNumber = azrNumber,
        Entries = entries,
        SearchFirst = azrNumber is null,
    };

    public Task<SubmissionReply> SubmitAsync(Submission submission) => client.SubmitAsync(submission, Stop);

    /// <summary>Hands in what has to be accepted.</summary>
    public async Task<Receipt> AcceptedAsync(Submission submission)
    {
        var reply = await SubmitAsync(submission);
        Assert.True(reply.Outcome == SubmissionOutcome.Accepted, $"{reply.Outcome}: {reply.Refusal?.Code} {string.Join(' ', reply.Refusal?.Findings.Select(finding => $"{finding.Rule} {finding.Field}") ?? [])}");
        return reply.Receipt!;
    }

    public Task<Receipt> AcceptedAsync(string? azrNumber, params IReadOnlyList<Entry> entries) => AcceptedAsync(Write(azrNumber, entries));

    public async Task<Refusal> RefusedAsync(Submission submission)
    {
        var reply = await SubmitAsync(submission);
        Assert.Equal(SubmissionOutcome.Refused, reply.Outcome);
        return reply.Refusal!;
    }

    /// <summary>Registers a resident of Potsdam and returns the AZR number.</summary>
    public async Task<string> RegisterAsync() => (await AcceptedAsync(null, Registration())).AzrNumber;

    public async Task<RecordView> ReadAsync(string azrNumber) =>
        (await client.ReadAsync(azrNumber, Stop)).View ?? throw new InvalidOperationException("The record is not to be seen.");

    /// <summary>The value at this path of the record, null if there is none.</summary>
    public async Task<string?> ValueAsync(string azrNumber, string path) =>
        (await ReadAsync(azrNumber)).Items.SingleOrDefault(item => item.Path == path)?.Value;

    /// <summary>Somebody new each time: nobody is registered beside a person who is nearly the same.</summary>
    public static Entry[] Registration(string familyName = "al-Ḥasan") => Registration(familyName, NewGivenName(), NewBirthDate());

    public static Entry[] Registration(string familyName, string firstNames, string birthDate) =>
    [
        Entries.RegisterPerson(new PersonData
        {
            FamilyName = familyName, FirstNames = firstNames, BirthDate = birthDate, Sex = "w", Nationalities = ["475"],
        }),
        Entries.Arrival(ArrivalKind.FirstEntry, Today.AddDays(-400)),
        Entries.MoveIn("12054000", "Kanalweg", "7", "14461", "Potsdam", Today.AddDays(-300)),
    ];

    /// <summary>A name that nobody has yet.</summary>
    public static string NewGivenName() => GivenName(Interlocked.Increment(ref _persons));

    public static string NewBirthDate() => BirthDate(Interlocked.Increment(ref _persons));

    /// <summary>Letters alone, so that no two serials are spelt alike.</summary>
    public static string GivenName(int serial)
    {
        const string letters = "bdfgklmnprstvz";
        var name = new System.Text.StringBuilder();
        for (var (place, rest) = (0, serial * 7919); place < 5; place++, rest /= letters.Length) name.Append(letters[rest % letters.Length]).Append("aeiou"[rest % 5]);
        return char.ToUpperInvariant(name[0]) + name.ToString(1, name.Length - 1);
    }

    public static string BirthDate(int serial) => new DateOnly(1950, 1, 2).AddDays(serial * 397 % 18_000)
        .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static int _persons;

    public static Entry Renamed(string familyName) => Entries.ChangePersonalData(new PersonData { FamilyName = familyName });

    public static Entry Reborn(string birthPlace) => Entries.ChangePersonalData(new PersonData { BirthPlace = birthPlace });
}
