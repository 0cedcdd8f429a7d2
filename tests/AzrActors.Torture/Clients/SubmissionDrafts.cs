using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Torture.Clients;

/// <summary>
/// Draws what an official says next. Nearly everything holds a word that occurs nowhere else, by which the checker finds
/// it again.
/// </summary>
/// <param name="begin">Begin of the run, the same for all officials.</param>
/// <param name="name">Of this official in this life of its agency; part of every word.</param>
internal sealed class SubmissionDrafts(Caller caller, string name, Random random, IReadOnlyList<string> shared, DateTimeOffset begin)
{
    private const int RememberedMax = 200;
    private static readonly DateOnly Today = LegalCalendar.DayOf(DateTimeOffset.UtcNow);

    // A later move needs a later day, so every second of the run is a day of the persons' lives, ten years of them.
    private const int DaysMax = 3_650;
    private static readonly DateOnly FirstMove = Today.AddDays(-DaysMax);
    private static readonly (string Ags, string PostalCode, string Town)[] Places =
        [("12054000", "14461", "Potsdam"), ("15084550", "06667", "Weißenfels")];

    private readonly List<string> _own = [];
    private (string Person, string Word)? _last;
    private int _words;

    public void Know(string number)
    {
        if (!shared.Contains(number) && _own.Count < RememberedMax && !_own.Contains(number)) _own.Add(number);
    }

    /// <summary>Now and then an official looks instead of writing.</summary>
    public bool DrawsReading(out string person)
    {
        person = Person();
        return random.Next(10) == 0;
    }

    public (Submission Submission, string? Word) Next()
    {
        var word = Word();
        switch (random.Next(12))
        {
            case 0:
                return Registration();
            case 1 or 2:
                return (Write(Person(), MoveTo(word)), word);
            case 3 when _last is { } last:
                return (Write(last.Person, Entries.ChangePersonalData(new PersonData { BirthPlace = last.Word })), last.Word);
            case 4:
                return (Write(Person(), Entries.ChangePersonalData(new PersonData { BirthPlace = word, BirthDate = "1990-13-77" })), word);
            case 5:
                return (Write(Person(), Entries.ChangePersonalData(new PersonData { BirthPlace = word })) with { ExpectedVersion = 1 }, word);
            default:
                _last = (Person(), word);
                return (Write(_last.Value.Person, Entries.ChangePersonalData(new PersonData { BirthPlace = word })), word);
        }
    }

    /// <summary>A person that is new to the register, resident of the sender's district.</summary>
    public (Submission Submission, string? Word) Registration()
    {
        var word = Word();
        var (ags, postalCode, town) = Places.Single(place => place.Ags[..5] == caller.Authority[1..]);
        return (Write(
            null,
            Entries.RegisterPerson(new PersonData
            {
                FamilyName = $"Beispiel-{word}", FirstNames = GivenName(_words), BirthDate = BirthDate(_words), BirthPlace = word, Sex = "w", Nationalities = ["475"],
            }),
            Entries.Arrival(ArrivalKind.FirstEntry, FirstMove.AddDays(-2)),
            Entries.MoveIn(ags, "Kanalweg", "7", postalCode, town, FirstMove.AddDays(-1))), word);
    }

    // Nobody is registered beside a person who is nearly the same, so these differ in more than a number.
    private string GivenName(int serial)
    {
        const string consonants = "bdfgklmnprstvz";
        var text = new System.Text.StringBuilder(char.ToUpperInvariant(name[0]) + "a");
        for (var rest = (serial * 7919L) + name.Sum(letter => letter * 31L); text.Length < 10; rest /= consonants.Length)
            text.Append(consonants[(int)(rest % consonants.Length)]).Append("aeiou"[(int)(rest % 5)]);
        return text.ToString();
    }

    private string BirthDate(int serial) => new DateOnly(1940, 1, 2).AddDays((int)(((serial * 397L) + (name.Sum(letter => letter) * 1009L)) % 20_000))
        .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private Entry MoveTo(string word)
    {
        var (ags, postalCode, town) = Places[random.Next(Places.Length)];
        var day = (int)Math.Clamp((DateTimeOffset.UtcNow - begin).TotalSeconds, 0, DaysMax);
        return Entries.MoveIn(ags, word, "1", postalCode, town, FirstMove.AddDays(day));
    }

    private string Word() => $"Ort {name}-{++_words}";

    // One person gets a quarter of everything: all agencies write to it at once.
    private string Person() => random.Next(4) switch
    {
        0 => shared[0],
        1 when _own.Count > 0 => _own[random.Next(_own.Count)],
        _ => shared[random.Next(shared.Count)],
    };

    private Submission Write(string? person, params Entry[] entries) => new()
    {
        SubmissionId = Guid.NewGuid(), Authority = caller.Authority, Official = caller.Official, Purpose = caller.Purpose,
        FileReference = "32.1/4711", OccurredOn = Today, AzrNumber = person, Entries = entries, SearchFirst = person is null,
    };
}
