using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;
using CsCheck;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.Distribution;

public class DistributorTests
{
    private static readonly string[] Senders = [AbhPotsdam, AbhBurgenland, MeldebehoerdePotsdam, Bamf];

    private static readonly Entry[][] Steps =
    [
        [MoveIn("15084550", "2026-10-01")], [MoveIn("12054000", "2026-11-02", "Dritter Weg")], [Arrival("fromForeignersAuthority", "2026-10-05")],
        [Grant("55", "2026-09-01", "2027-03-01", "V1234567")], [Entry("endStatus", ("status", "55"), ("endedOn", "2026-11-11"))],
        [Grant("25-2-1", "2026-11-11", "2029-11-10")], [Grant("9", "2026-11-20")], [Departure("abroad", "2026-11-22")],
        [Entry("changePersonalData", ("familyName", "Neu"))], [Entry("changePersonalData", ("nationality", "152"))],
        [Entry("changePersonalData", ("maritalStatus", ""))], [Entry("moveOut", ("movedOutOn", "2026-11-23"))],
        [Entry("changePersonalData", ("birthPlace", "Aleppo"))], [Entry("store", ("item", "TelephoneNumbers"), ("number", "0331 1"))],
        [Entry("store", ("item", "TransmissionBlock"), ("scope", "small"))],
        [Entry("store", ("item", "IdentityDocument"), ("type", "passport"), ("serialNumber", "P7654321"), ("validUntil", "2028-01-01"), ("issuingState", "475"))],
        [Entry("change", ("fact", "IdentityDocument/1"), ("validUntil", "2029-01-01"))], [Entry("end", ("fact", "TelephoneNumbers/1"), ("endedOn", "2026-11-20"))],
        [Entry("store", ("item", "UnlawfulStaySince"), ("since", "2026-10-01"))],
    ];

    private static readonly Gen<List<(int Step, int Sender)>> Stories =
        Gen.Select(Gen.Int[0, Steps.Length - 1], Gen.Int[0, Senders.Length - 1]).List[1, 15];

    [Fact]
    public void A_move_tells_the_new_office_everything_the_old_one_the_end_and_the_file_keeper_the_change()
    {
        var scenario = Resident();
        scenario.Accepted(MeldebehoerdeBurgenland, MoveIn("15084550", "2026-11-01"));
        Assert.Equal(NoticeKind.Assigned, scenario.ToldTo(MeldebehoerdeBurgenland)!.Kind);
        Assert.Equal(NoticeKind.Released, scenario.ToldTo(MeldebehoerdePotsdam)!.Kind);
        Assert.Equal(NoticeKind.Changed, scenario.ToldTo(AbhPotsdam)!.Kind);
        Assert.Equal(3, scenario.Told.Count);
    }

    [Fact]
    public void A_move_does_not_tell_the_old_address_again_but_when_it_ended()
    {
        var scenario = Resident();
        scenario.Accepted(MeldebehoerdePotsdam, MoveIn("12054000", "2026-11-01", "Neuer Weg"));
        var told = scenario.ToldTo(AbhPotsdam)!.Items.Select(item => item.Path).ToList();
        Assert.Equal(["address/1/movedOutOn"], told.Where(path => path.StartsWith("address/1/", StringComparison.Ordinal)));
        Assert.Contains("address/2/street", told);
    }

    [Fact]
    public void A_notice_names_its_duty()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Departure("abroad", "2026-11-01"));
        Assert.Equal("§ 18e AZRG, § 6 BMG", scenario.ToldTo(MeldebehoerdePotsdam)!.Paragraph);
        Assert.Equal("§ 6 AZRG (eigene Übermittlung)", scenario.ToldTo(AbhPotsdam)!.Paragraph);
    }

    [Fact]
    public void A_residents_office_is_not_told_about_titles()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("25-2-1", "2026-01-01", "2028-12-31"));
        Assert.Null(scenario.ToldTo(MeldebehoerdePotsdam));
    }

    [Fact]
    public void The_heading_of_a_notice_does_not_betray_what_its_recipient_may_not_see()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("25-2-1", "2026-01-01", "2028-12-31"), MoveIn("12054000", "2026-11-01", "Neuer Weg"));
        Assert.Equal("Anschrift geändert", scenario.ToldTo(MeldebehoerdePotsdam)!.Occasion);
        Assert.Equal("Anschrift geändert; Aufenthaltsstatus geändert", scenario.ToldTo(AbhPotsdam)!.Occasion);
    }

    [Fact]
    public void The_federal_office_is_told_while_the_procedure_runs()
    {
        var scenario = Resident();
        scenario.Accepted(Bamf, Grant("55", "2026-11-01", "2027-05-01", "V1234567"));
        Assert.Equal(NoticeKind.Assigned, scenario.ToldTo(Bamf)!.Kind);
        scenario.Accepted(MeldebehoerdePotsdam, MoveIn("12054000", "2026-11-10", "Neuer Weg"));
        Assert.Equal(NoticeKind.Changed, scenario.ToldTo(Bamf)!.Kind);
        scenario.Accepted(AbhPotsdam, Entry("endStatus", ("status", "55"), ("endedOn", "2026-11-20")));
        Assert.Equal(NoticeKind.Released, scenario.ToldTo(Bamf)!.Kind);
    }

    [Fact]
    public void A_residents_office_hears_nothing_of_union_citizens()
    {
        var scenario = UnionCitizen("152");
        Assert.Null(scenario.ToldTo(MeldebehoerdePotsdam));
        Assert.NotNull(scenario.ToldTo(AbhPotsdam));
    }

    [Fact]
    public void The_name_of_a_person_differs_from_recipient_to_recipient_and_stays_the_same_for_each()
    {
        var scenario = Resident();
        var first = scenario.ToldTo(AbhPotsdam)!.Person;
        Assert.NotEqual(first, scenario.ToldTo(MeldebehoerdePotsdam)!.Person);
        scenario.Accepted(AbhPotsdam, Entry("changePersonalData", ("familyName", "Neu")));
        Assert.Equal(first, scenario.ToldTo(AbhPotsdam)!.Person);
    }

    [Fact]
    public void Whoever_applies_all_notices_holds_exactly_what_it_may_know_and_must_be_told()
    {
        Stories.Sample(story =>
        {
            var scenario = Resident();
            var mirrors = new Dictionary<string, Dictionary<string, RecordItem>>();
            Apply(scenario, mirrors);
            foreach (var (step, sender) in story)
            {
                if (scenario.Submit(Senders[sender], Steps[step]) is not Decision.Accepted) continue;
                Apply(scenario, mirrors);
                foreach (var authority in Scenario.Directory.All) AssertMirror(scenario, authority, mirrors.GetValueOrDefault(authority.Key.Value) ?? []);
            }
        }, iter: 60);
    }

    [Fact]
    public void What_a_change_did_not_touch_need_not_be_looked_at()
    {
        Stories.Sample(story =>
        {
            var scenario = Resident();
            foreach (var (step, sender) in story)
            {
                if (scenario.Submit(Senders[sender], Steps[step]) is not Decision.Accepted { Change: var change }) continue;
                // Folded twice, the two versions share no part, so every value is looked at.
                var (before, after) = (Folded(scenario.Changes.SkipLast(1)), Folded(scenario.Changes));
                var all = Distributor.NoticesFor(before, after, change, Scenario.Directory, Scenario.Today);
                Assert.Equal(all.Select(Text), scenario.Told.Select(Text));
                PersonRecord Folded(IEnumerable<RecordChange> changes) => PersonRecord.Fold(scenario.Record!.Id, null, changes)!;
            }
        }, iter: 200);

        static string Text(Notice notice) => System.Text.Json.JsonSerializer.Serialize(notice);
    }

    private static void Apply(Scenario scenario, Dictionary<string, Dictionary<string, RecordItem>> mirrors)
    {
        foreach (var notice in scenario.Told)
        {
            var mirror = mirrors.TryGetValue(notice.Recipient.Value, out var held) ? held : mirrors[notice.Recipient.Value] = [];
            if (notice.Kind == NoticeKind.Informed) continue;
            if (notice.Kind != NoticeKind.Changed) mirror.Clear();
            foreach (var item in notice.Items) mirror[item.Path] = item;
            foreach (var path in notice.Removed) Assert.True(mirror.Remove(path));
        }
    }

    // The oracle: what the authority could see if it asked for the purposes it is told under, one value at a time.
    private static void AssertMirror(Scenario scenario, Authority authority, Dictionary<string, RecordItem> mirror)
    {
        var record = scenario.Record!;
        var day = Scenario.Today;
        string[] rows = authority.Kind == AuthorityKind.ForeignersAuthority && record.FileKeeper?.Value == authority.Key
            ? ["1", "3", "4", "5", "5b", "6", "8-I", "8-II", "8c", "9-I", "9-II", "10", "11", "12", "13", "14", "14a", "15", "16", "17", "18", "19", "20", "32"]
            : authority.Kind == AuthorityKind.ResidentsOffice && record.CurrentAddress is { } address && authority.Districts.Contains(address.Address.Ags[..5])
                ? ["3", "5b", "6", "32"]
                : authority.Kind == AuthorityKind.FederalMigrationOffice && new RecordOccasions(record, day).IsAsylumRunning ? ["3", "4", "5b"] : [];
        var purpose = authority.Kind == AuthorityKind.ForeignersAuthority ? "1" : authority.Kind == AuthorityKind.ResidentsOffice ? "29" : "2";
        var expected = rows.Length == 0 ? [] : Disclosures.ViewFor(record, authority, purpose, day)
            .Where(value => LegalState.On(day).FindById(value.Item) is { } item && rows.Contains(item.Row))
            .Where(value => authority.Kind != AuthorityKind.FederalMigrationOffice || value.Item != KnownItems.FormerAddress);
        Assert.Equal(expected.OrderBy(item => item.Path, StringComparer.Ordinal), mirror.Values.OrderBy(item => item.Path, StringComparer.Ordinal),
            (held, told) => (held with { Item = told.Item }) == told);
    }
}
