using AzrActors.Client;
using AzrActors.Cluster.Tests.Register;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.Quality.Meetings;
using Xunit;

namespace AzrActors.Cluster.Tests.Findings;

/// <summary>
/// What only several records show together is found by itself, at whoever must mend it, and goes when it is mended at either of them. Whoever
/// brings it and must mend it is told by the dry run before.
/// </summary>
[Collection(MeetingSuite.Name)]
public sealed class MeetingTests(TimedRegister register)
{
    private readonly Desk _foreigners = register.Cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _others = register.Cluster.Desk(Offices.BurgenlandForeigners);
    private readonly Desk _migration = register.Cluster.Desk(Offices.Migration);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_child_older_than_its_parent_and_a_relation_on_one_side_go_when_the_other_record_is_mended()
    {
        var child = await RegisterAsync("1985-03-04");
        var parent = await RegisterAsync("1990-03-04");
        await ForeseenAsync(_foreigners, _foreigners.Write(parent, Family("child", child)), "Q105", "Q106");
        Assert.Equal(Offices.PotsdamForeigners, (await WorklistTests.OfAsync(_foreigners, parent)).First(finding => finding.Rule == "Q105").Responsible);
        Assert.Empty(await WorklistTests.OfAsync(_others, parent));

        await _foreigners.AcceptedAsync(child, Family("parent", parent), Entries.ChangePersonalData(new PersonData { BirthDate = "2015-03-04" }));

        await GoneAsync(parent, "Q105", "Q106");
    }

    [Fact]
    public async Task A_spouse_of_another_nationality_or_dead_is_found_at_the_one_who_is_left()
    {
        var one = await RegisterAsync("1985-03-05", "VH");
        var spouse = await RegisterAsync("1986-03-05", "VH");
        await ForeseenAsync(_foreigners, _foreigners.Write(one, Family("spouse", spouse), Entries.Store("4.j", ("nationality", "423"))), "Q106", "Q107");

        await _foreigners.AcceptedAsync(spouse, Entries.ChangePersonalData(new PersonData { Nationalities = ["423"] }));
        await GoneAsync(one, "Q107");
        await _foreigners.AcceptedAsync(spouse, Entries.Death(Desk.Today.AddDays(-1)));
        await StandsAsync(one, "Q108");

        await _foreigners.AcceptedAsync(one, Entries.ChangePersonalData(new PersonData { MaritalStatus = "VW" }));
        await GoneAsync(one, "Q108");
        await ForeseenAsync(_foreigners, _foreigners.Write(one, Entries.ChangePersonalData(new PersonData { MaritalStatus = "VH" })), "Q108");
    }

    [Fact]
    public async Task A_reference_of_the_asylum_authority_at_two_strangers_is_found_at_both_until_they_are_a_family()
    {
        var (one, other) = (await RegisterAsync("1985-03-06"), await RegisterAsync("1986-03-06"));
        var reference = "BAMF " + Guid.NewGuid().ToString("N")[..8];
        // It is the file-keeper's to mend, so the author is told nothing.
        foreach (var number in new[] { one, other })
            await ForeseenAsync(_migration, _migration.Write(number, Entries.Store("8-I.a", ("on", Day(-40)))) with { FileReference = reference });
        await StandsAsync(one, "Q057");
        await StandsAsync(other, "Q057");

        await _foreigners.AcceptedAsync(one, Family("spouse", other));
        await GoneAsync(one, "Q057");
        await GoneAsync(other, "Q057");
        await ForeseenAsync(_foreigners, _foreigners.Write(one, Entries.End("3a.a/1", Desk.Today)), "Q057");
    }

    [Fact]
    public async Task A_child_born_here_to_an_applicant_is_found_when_its_term_is_over_and_goes_with_its_own_procedure()
    {
        var parent = await RegisterAsync("1985-03-07");
        await _migration.AcceptedAsync(parent, Entries.Store("8-I.a", ("on", Day(-40))));
        // The days of this register run ahead of those of its machine.
        var child = await ForeseenAsync(_foreigners, Birth(20), "Q106");

        register.PassDays(120);
        await StandsAsync(child, "Q059");
        await ForeseenAsync(_foreigners, Birth(200), "Q059", "Q106");

        await _migration.AcceptedAsync(child, Entries.Store("8-I.a", ("on", $"{register.Today.AddDays(-1):yyyy-MM-dd}")));
        await GoneAsync(child, "Q059");

        Submission Birth(int days)
        {
            var born = register.Today.AddDays(-days);
            return _foreigners.Write(
                null, Person(new PersonData { BirthDate = $"{born:yyyy-MM-dd}", BirthCountry = "000" }), Entries.Arrival(ArrivalKind.FirstEntry, born),
                Family("parent", parent)) with
            { OccurredOn = register.Today };
        }
    }

    [Fact]
    public async Task The_twenty_first_person_at_an_address_is_found_at_all_of_them_until_one_leaves_or_it_is_a_shelter()
    {
        var street = Desk.NewGivenName() + "weg";
        var persons = new List<string>();
        for (var i = 0; i < 20; i++) persons.Add(await RegisterAsync(Desk.NewBirthDate(), home: street));
        persons.Add(await ForeseenAsync(_foreigners, Registration(Desk.NewBirthDate(), home: street), "Q109"));
        foreach (var person in persons) await StandsAsync(person, "Q109");

        await _foreigners.AcceptedAsync(persons[4], Home("Woanders" + street));
        foreach (var person in persons) await GoneAsync(person, "Q109");

        await ForeseenAsync(_foreigners, _foreigners.Write(persons[4], Home(street, 0)), "Q109");
        await StandsAsync(persons[20], "Q109");
        await _migration.AcceptedAsync(persons[0], Entries.Store("3a.f", ("name", "AE Potsdam")));
        foreach (var person in persons) await GoneAsync(person, "Q109");
    }

    [Fact]
    public async Task Names_in_another_order_at_one_address_are_found_at_both()
    {
        var (name, street) = (Desk.NewGivenName(), Desk.NewGivenName() + "weg");
        var one = await RegisterAsync(Desk.NewBirthDate(), home: street, family: "Nguyen", given: name);
        var other = await ForeseenAsync(_foreigners, Registration(Desk.NewBirthDate(), home: street, family: name, given: "Nguyen"), "Q110");
        await StandsAsync(one, "Q110");

        await _foreigners.AcceptedAsync(other, Home("Woanders" + street));
        await GoneAsync(one, "Q110");
        await GoneAsync(other, "Q110");
        // Who does not keep the file learns nothing of who lives there.
        await ForeseenAsync(_others, _others.Write(other, Home(street, 0)));
        await StandsAsync(other, "Q110");
    }

    [Fact]
    public async Task Whoever_is_told_of_a_person_without_reason_for_ninety_days_finds_it_in_its_own_worklist_until_it_asks_again()
    {
        var (number, next) = (await RegisterAsync("1985-03-08"), await RegisterAsync("1986-03-08"));
        await _others.ReadAsync(next);
        await _others.AcceptedAsync(number, Entries.Subscribe("running-migration-case"));
        Assert.DoesNotContain(await WorklistTests.OfAsync(_others, number), finding => finding.Rule == "Q138");

        register.PassDays(91);
        await StandsAsync(number, _others, "Q138");
        // Who begins today has a reason today.
        await ForeseenAsync(_others, _others.Write(next, Entries.Subscribe("running-migration-case")) with { OccurredOn = register.Today });
        Assert.DoesNotContain(await WorklistTests.OfAsync(_foreigners, number), finding => finding.Rule == "Q138");
        await _others.ReadAsync(number);
        register.PassDays(1);

        await GoneAsync(number, _others, "Q138");
    }

    [Fact]
    public async Task Mail_that_came_back_after_three_years_asks_the_file_keeper_for_the_address_until_the_person_moves()
    {
        var (number, street) = (await RegisterAsync("1985-03-10"), Desk.NewGivenName() + "weg");
        await _foreigners.AcceptedAsync(number, LivesThereForLong(street));
        var report = new Contracts.Findings.ReturnedMailReport { AzrNumber = number, Fact = "address/1", ReturnedOn = Desk.Today };
        Assert.Equal("record.unknown", (await _others.Client.Findings.ReportReturnedMailAsync(report with { Fact = "address/7" }, Stop)).Refusal!.Code);
        Assert.DoesNotContain(await WorklistTests.OfAsync(_foreigners, number), finding => finding.Rule == "Q039");

        Assert.Null((await _others.Client.Findings.ReportReturnedMailAsync(report, Stop)).Refusal);
        Assert.Null((await _others.Client.Findings.ReportReturnedMailAsync(report, Stop)).Refusal);
        await StandsAsync(number, "Q039");

        await _foreigners.AcceptedAsync(number, Home("Neu" + street));
        await GoneAsync(number, "Q039");
        var next = await RegisterAsync("1986-03-10");
        Assert.Null((await _others.Client.Findings.ReportReturnedMailAsync(report with { AzrNumber = next }, Stop)).Refusal);
        await ForeseenAsync(_foreigners, _foreigners.Write(next, LivesThereForLong(street)), "Q039");

        static Entry LivesThereForLong(string street) => Entries.Correct("address/1", ("ags", "12054000"), ("street", street), ("houseNumber", "7"),
            ("postalCode", "14461"), ("town", "Potsdam"), ("movedInOn", Day(-4 * 366)));
    }

    [Fact]
    public async Task What_was_found_of_two_records_goes_with_the_one_that_is_erased_and_is_hidden_by_a_block()
    {
        var (one, other) = (await RegisterAsync("1985-03-09"), await RegisterAsync("1986-03-09"));
        await _foreigners.AcceptedAsync(one, Family("spouse", other));
        await StandsAsync(one, "Q106");
        var authority = register.Cluster.Desk("REG000");
        await authority.AcceptedAsync(one, Entries.Store("32", ("scope", "large")));
        Assert.False(await CountsAsync(_foreigners, one));
        Assert.True(await CountsAsync(authority, one));

        await _foreigners.AcceptedAsync(other, Entries.Naturalisation(Desk.Today.AddDays(-1)));
        await TimedRegister.UntilAsync("nobody is there who could name the person back", async () => !await CountsAsync(authority, one));
    }

    private static async Task<bool> CountsAsync(Desk desk, string number) => (await desk.Client.Findings.SummariseAsync(
        new Contracts.Findings.FindingQuery { AzrNumber = number }, Stop)).Rules.Any(rule => rule.Rule == "Q106");

    private async Task StandsAsync(string number, params string[] rules) => await StandsAsync(number, _foreigners, rules);

    private static Task StandsAsync(string number, Desk desk, params string[] rules) => TimedRegister.UntilAsync($"{string.Join(' ', rules)} stands", async () =>
        rules.All((await WorklistTests.OfAsync(desk, number)).Select(finding => finding.Rule).Contains));

    private async Task GoneAsync(string number, params string[] rules) => await GoneAsync(number, _foreigners, rules);

    private static Task GoneAsync(string number, Desk desk, params string[] rules) => TimedRegister.UntilAsync($"{string.Join(' ', rules)} is gone", async () =>
        !(await WorklistTests.OfAsync(desk, number)).Any(finding => rules.Contains(finding.Rule)));

    /// <summary>Hands it in. The dry run just before has said what is on the author's list afterwards and was not before: these rules.</summary>
    private async Task<string> ForeseenAsync(Desk desk, Submission submission, params string[] rules)
    {
        var before = submission.AzrNumber is { } known ? await MetAsync(desk, known) : [];
        var foreseen = (await desk.Client.ValidateAsync(submission, Stop)).Findings.Where(finding => MeetingRules.Asked.Contains(finding.Rule)).ToList();

        var number = (await desk.AcceptedAsync(submission)).AzrNumber;

        await TimedRegister.UntilAsync("it was looked at", () => register.Cluster.Rows.IsTrueAsync(
            "select not exists (select from match_due join azr_number using (record_id) where azr_number = $1)", number));
        Assert.Equal(rules, foreseen.Select(finding => finding.Rule).Order(StringComparer.Ordinal));
        Assert.Equal((await MetAsync(desk, number)).Except(before).ToHashSet(), foreseen.Select(finding => (finding.Rule, finding.Field, finding.German)).ToHashSet());
        return number;
    }

    private static async Task<IReadOnlyList<(string Rule, string? Field, string German)>> MetAsync(Desk desk, string number) =>
    [
        .. (await WorklistTests.OfAsync(desk, number)).Where(finding => MeetingRules.Asked.Contains(finding.Rule)).Select(finding =>
            (finding.Rule, finding.Path is null || finding.Field is null ? finding.Path ?? finding.Field : $"{finding.Path}/{finding.Field}", finding.German)),
    ];

    private async Task<string> RegisterAsync(string born, string? maritalStatus = null, string? home = null, string? family = null, string? given = null) =>
        (await _foreigners.AcceptedAsync(Registration(born, maritalStatus, home, family, given))).AzrNumber;

    private Submission Registration(string born, string? maritalStatus = null, string? home = null, string? family = null, string? given = null) =>
        _foreigners.Write(null,
            Person(new PersonData { FamilyName = family, FirstNames = given, BirthDate = born, MaritalStatus = maritalStatus }),
            Entries.Arrival(ArrivalKind.FirstEntry, Desk.Today.AddDays(-400)), Home(home ?? Desk.NewGivenName() + "weg", -300));

    private static Entry Person(PersonData person) => Entries.RegisterPerson(person with
    {
        FamilyName = person.FamilyName ?? Desk.NewGivenName() + "ow",
        FirstNames = person.FirstNames ?? Desk.NewGivenName(),
        Sex = "w",
        Nationalities = ["475"],
    });

    private static Entry Home(string street, int days = -1) => Entries.MoveIn("12054000", street, "7", "14461", "Potsdam", Desk.Today.AddDays(days));

    private static Entry Family(string relation, string number) => Entries.Store("3a.a", ("relation", relation), ("azrNumber", number));

    private static string Day(int days) => $"{Desk.Today.AddDays(days):yyyy-MM-dd}";
}

/// <summary>A register of its own: days that other tests let pass would end what these look at.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeetingSuite : ICollectionFixture<TimedRegister>
{
    public const string Name = "Meetings";
}
