using System.Globalization;
using AzrActors.Client;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Demo.Synthetic;

/// <summary>
/// A population that follows from a seed: equal seeds and days give equal persons, submissions and ids. Weights are those
/// of the published statistics; every name, date and street is invented.
/// </summary>
/// <param name="today">Day of the demo; nothing a person reports lies after it.</param>
public sealed class SyntheticPopulation(int seed, DateOnly today)
{
    private const double TwoNationalities = 0.02;
    private const double AddressMissing = 0.015;
    private const double BornInGermany = 0.8;
    private const double Doctorate = 0.01;

    /// <summary>Days before today by which everybody has arrived and moved in.</summary>
    private const int Settled = 10;

    private static readonly Weighted<Origin> Origins = new(SyntheticTables.Origins, origin => origin.Weight);

    public int Seed => seed;

    public DateOnly Today => today;

    /// <summary>The person at this index, the same whoever else is asked for.</summary>
    /// <exception cref="ArgumentException">A trait does not exist or the traits contradict each other.</exception>
    public SyntheticPerson Person(int index, SyntheticTraits? traits = null)
    {
        traits ??= new SyntheticTraits();
        var draw = new SeededDraw(seed, index);
        var origin = traits.Nationality is null
            ? Origins.Draw(draw)
            : Origins.Members.FirstOrDefault(one => one.Key == traits.Nationality)
                ?? throw new ArgumentException($"No synthetic persons of nationality {traits.Nationality}.", nameof(traits));
        var sex = traits.Sex ?? DrawSex(draw);
        var age = traits.Age ?? DrawAge(draw, traits.Status);
        var birth = SyntheticBirth.Draw(draw, age, origin.NewYear, today);
        var marital = traits.MaritalStatus ?? DrawMaritalStatus(draw, age);
        var name = SyntheticNames.Draw(draw, origin.Language, sex, married: marital is "VH" or "GS" or "VW");
        var share = traits.Status is null
            ? SyntheticStatuses.Draw(draw, origin.Key, age, today)
            : SyntheticStatuses.Find(traits.Status);
        var arrivedOn = DrawArrival(draw, share, birth);
        var status = share is null || share.Code.Length == 0
            ? null
            : SyntheticStatuses.Grant(draw, share, arrivedOn, today, mayBeExpired: traits.Status is null);
        var district = traits.District ?? SyntheticAddresses.DrawDistrict(draw);
        var drawn = traits.District is null && draw.Chance(AddressMissing)
            ? null
            : SyntheticAddresses.Draw(draw, district);
        // No address is stored of Union citizens (AZRG § 3 Abs. 4).
        var address = IsUnionCitizen(origin) ? null : drawn;
        var second = Origins.Draw(draw);
        var twoNationalities = draw.Chance(TwoNationalities) && !origin.IsOpen && !second.IsOpen && second != origin
            && IsUnionCitizen(origin) == IsUnionCitizen(second);
        IReadOnlyList<string> nationalities = twoNationalities ? [origin.Key, second.Key] : [origin.Key];
        var bornHere = arrivedOn == birth.Latest && draw.Chance(BornInGermany);
        var data = new PersonData
        {
            FamilyName = name.Family,
            BirthName = name.Birth,
            FirstNames = name.Given,
            NoFirstName = name.Given is null ? true : null,
            BirthDate = birth.Text,
            BirthPlace = bornHere ? drawn?.Town : origin.Places.Count > 0 ? draw.Pick(origin.Places) : null,
            BirthCountry = bornHere ? States.German : origin.IsOpen ? null : origin.Key,
            Sex = sex,
            OfficialSexNote = sex == "d" ? true : null,
            Doctorate = age > 28 && draw.Chance(Doctorate) ? "Dr." : null,
            Nationalities = nationalities,
            MaritalStatus = marital,
        };
        var movedInOn = draw.Day(arrivedOn, today.AddDays(-Settled));
        return new SyntheticPerson(index, district, name.Family, name.Birth, name.Given, birth.Text, sex, marital, nationalities,
            arrivedOn, address, status, Submissions(index, district, data, arrivedOn, address?.MoveIn(movedInOn), status));
    }

    /// <summary>The persons from index 0 on.</summary>
    public IEnumerable<SyntheticPerson> Take(int count) => Enumerable.Range(0, count).Select(index => Person(index));

    private List<Submission> Submissions(
        int index, string district, PersonData data, DateOnly arrivedOn, Entry? moveIn, SyntheticStatus? status)
    {
        var reportedOn = today.AddDays(-1 - (index % (Settled - 1)));
        var entries = new List<Entry> { Entries.RegisterPerson(data), Entries.Arrival(ArrivalKind.FirstEntry, arrivedOn) };
        if (moveIn is not null) entries.Add(moveIn);
        if (status is { IsAsylumPermission: false }) entries.Add(status.Grant());
        var submissions = new List<Submission> { Of(DemoOffices.ForeignersAuthority(district), "register", entries) };
        if (status is { IsAsylumPermission: true }) submissions.Add(Of(DemoOffices.Bamf, "asylum", [status.Grant()]));
        return submissions;

        Submission Of(DemoOffice office, string what, IReadOnlyList<Entry> said) => new()
        {
            SubmissionId = SyntheticIds.Of(seed, today, string.Create(CultureInfo.InvariantCulture, $"person-{index}-{what}")),
            Authority = office.Key,
            Official = office.Caller.Official,
            Purpose = office.Caller.Purpose,
            FileReference = office.FileReference(today, index),
            OccurredOn = reportedOn,
            Entries = said,
        };
    }

    private bool IsUnionCitizen(Origin origin) => States.Find(origin.Key, today) is { InUnion: true };

    private DateOnly DrawArrival(SeededDraw draw, StatusShare? share, SyntheticBirth birth)
    {
        var latest = today.AddDays(-Settled);
        // Half of all foreigners have been here for nine years and more.
        var years = share is null || share.Code.Length == 0
            ? (Min: 0, Max: draw.Chance(0.5) ? 8 : 35)
            : (Min: share.StayMinYears, Max: share.StayMaxYears);
        var arrivedOn = draw.Day(today.AddYears(-years.Max).AddDays(1), Earlier(latest, today.AddYears(-years.Min)));
        return arrivedOn < birth.Latest ? Earlier(birth.Latest, latest) : arrivedOn;
    }

    private static string DrawSex(SeededDraw draw) => draw.Share() switch
    {
        < 0.4745 => "w",
        < 0.9993 => "m",
        < 0.9996 => "d",
        _ => "x",
    };

    private static int DrawAge(SeededDraw draw, string? status)
    {
        if (status is not null && SyntheticStatuses.Find(status) is { AgeMin: > 0 } share)
            return draw.Between(share.AgeMin, Math.Min(share.AgeMax, 60));
        return draw.Share() switch
        {
            < 0.19 => draw.Between(0, 19),
            < 0.74 => draw.Between(20, 49),
            < 0.91 => draw.Between(50, 64),
            _ => draw.Between(65, 92),
        };
    }

    private static string DrawMaritalStatus(SeededDraw draw, int age) => age < 18 ? "LD" : draw.Share() switch
    {
        < 0.36 when age < 30 => "VH",
        _ when age < 30 => "LD",
        < 0.62 => "VH",
        < 0.84 => "LD",
        < 0.93 => "GS",
        < 0.96 => age > 55 ? "VW" : "VH",
        < 0.985 => "VH",
        _ => "NB",
    };

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
