using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Search;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Api.Tests.Fakes;

/// <summary>Invented people and authorities.</summary>
public static class Samples
{
    public const string Number = "129417350668";
    public const string OtherNumber = "559204418832";
    public const string TwinNumber = "772018456103";
    public const string NewNumber = "339100200305";
    public const string UnknownNumber = "999999999999";
    public const string Potsdam = "A12054";
    public const string PotsdamResidents = "M12054";
    public const string Register = "REG000";

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    public static IReadOnlyList<AuthorityInfo> Authorities { get; } =
    [
        Authority("A12054", "ForeignersAuthority", "Ausländerbehörde Potsdam", "12054"),
        Authority("A15084", "ForeignersAuthority", "Ausländerbehörde Burgenlandkreis", "15084"),
        Authority("BAMF00", "FederalMigrationOffice", "Bundesamt für Migration und Flüchtlinge"),
        Authority("L12054", "BenefitAuthority", "Leistungsbehörde Potsdam", "12054"),
        Authority("L15084", "BenefitAuthority", "Leistungsbehörde Burgenlandkreis", "15084"),
        Authority("M12054", "ResidentsOffice", "Meldebehörde Potsdam", "12054"),
        Authority("M15084", "ResidentsOffice", "Meldebehörde Burgenlandkreis", "15084"),
        Authority(Register, "RegisterAuthority", "Registerbehörde"),
    ];

    public static Dictionary<string, RecordView> Records() => new()
    {
        [Number] = new RecordView { AzrNumber = Number, Version = 4, Items = [.. Items("Yıldırım", "Elif Şükran")] },
        [OtherNumber] = new RecordView
        {
            AzrNumber = OtherNumber, Version = 2,
            Items =
            [
                .. Items("Hà", "Minh Anh").Take(9).Select(item => item.Path == "person/birthDate"
                    ? item with { Dispute = new Dispute { Statement = "1992, nicht 1991", Since = new DateOnly(2026, 9, 2) } } : item),
            ],
        },
        [TwinNumber] = new RecordView { AzrNumber = TwinNumber, Version = 2, Items = [.. Twin()] },
    };

    /// <summary>The values of an address, as the register shows them after a moveIn.</summary>
    public static IEnumerable<RecordItem> Address(
        int place, Entry entry, Submission submission, Caller caller, int version) =>
        entry.Fields.Select(field =>
            Item($"address/{place}/{field.Name}", "5b.a", Label(field.Name), field.Value, field.Value, new ValueSource
            {
                Authority = caller.Authority, AuthorityName = Name(caller.Authority),
                FileReference = submission.FileReference,
                SubmissionId = submission.SubmissionId, Basis = "§ 6 Abs. 1 Nr. 1 AZRG", KnownSince = Now,
                ValidFrom = submission.OccurredOn, Version = version,
            }));

    public static Notice Notice(
        string recipient, long sequence, RecordView record, int version, NoticeKind kind, string occasion) => new()
        {
            Recipient = recipient,
            Sequence = sequence,
            Kind = kind,
            Person = $"p-{record.AzrNumber![..4]}",
            AzrNumber = record.AzrNumber,
            PersonName = $"{Text(record, "person/familyName")}, {Text(record, "person/firstNames")}",
            BirthDate = "1991-04-00",
            Version = version,
            OccurredOn = new DateOnly(2026, 11, 15),
            RecordedAt = Now.AddMinutes(sequence),
            Paragraph = "§ 15a Abs. 1 AZRG",
            Occasion = occasion,
            Items = kind == NoticeKind.Released ? []
            : [.. record.Items.Where(item => item.Path.StartsWith("address/2/", StringComparison.Ordinal)).Take(5)],
            Removed = [],
        };

    /// <summary>Versions as the sources of the values tell them, newest first; a nationality has been another one before.</summary>
    public static IEnumerable<RecordVersion> History(RecordView view) =>
        from item in view.Items
        group item by item.Source.Version into version
        orderby version.Key descending
        let source = version.First().Source
        select new RecordVersion
        {
            Version = version.Key, KnownSince = source.KnownSince, OccurredOn = source.ValidFrom, Authority = source.Authority,
            AuthorityName = source.AuthorityName, OwnSubmission = source.Authority == Potsdam ? source.SubmissionId : null,
            Values = [.. version.Select(item => new ChangedValue
            {
                Path = item.Path, After = item,
                Before = item.Path == "person/maritalStatus" ? item with { Value = "LD", Text = "ledig" } : null,
            })],
        };

    private static IEnumerable<RecordItem> Items(string familyName, string firstNames)
    {
        var first = From("A15084", "33.2-AB-2023-118", 1, new DateTimeOffset(2023, 3, 9, 10, 12, 0, TimeSpan.Zero),
            new DateOnly(2023, 3, 6));
        var moved = From("M12054", "MB 26-004711", 3, new DateTimeOffset(2026, 9, 2, 7, 41, 0, TimeSpan.Zero),
            new DateOnly(2026, 9, 1));
        var assumed = From("A12054", "3211-YIL-88", 4, new DateTimeOffset(2026, 9, 14, 12, 5, 0, TimeSpan.Zero),
            new DateOnly(2026, 9, 14));
        return
        [
            Item("responsibility/fileKeeping", "1.a", "Aktenführende Ausländerbehörde", "A12054",
                "Ausländerbehörde Potsdam", assumed),
            Item("person/familyName", "3.a", "Familienname", familyName, familyName, first),
            Item("person/birthName", "3.b", "Geburtsname", "Kaya", "Kaya", first),
            Item("person/firstNames", "3.c", "Vornamen", firstNames, firstNames, first),
            Item("person/birthDate", "3.e", "Geburtsdatum", "1991-04-00", "00.04.1991", first),
            Item("person/birthPlace", "3.f", "Geburtsort", "Diyarbakır", "Diyarbakır", first),
            Item("person/birthCountry", "3.f", "Geburtsland", "163", "Türkei", first),
            Item("person/sex", "3.g", "Geschlecht", "w", "weiblich", first),
            Item("person/nationality/1", "3.h", "Staatsangehörigkeit", "163", "Türkei", first),
            Item("person/maritalStatus", "4.e", "Familienstand", "VH", "verheiratet", assumed),
            .. AddressOf(1, "5b.b", "Domplatz", "7", "06618", "Naumburg (Saale)", "01.04.2023", first),
            Item("address/1/movedOutOn", "5b.b", "Auszugsdatum", "2026-09-01", "01.09.2026", moved),
            .. AddressOf(2, "5b.a", "Am Kanal", "12", "14467", "Potsdam", "01.09.2026", moved),
            Item("movement/1/kind", "6", "Zuzug oder Fortzug", "firstEntry", "Ersteinreise in das Bundesgebiet", first),
            Item("movement/1/on", "6", "am", "2023-03-06", "06.03.2023", first),
            Item("status/1/code", "9", "Aufenthaltsstatus", "18b",
                "Fachkraft mit akademischer Ausbildung (§ 18b AufenthG)", first),
            Item("status/1/grantedOn", "9", "erteilt am", "2023-04-20", "20.04.2023", first),
            Item("status/1/validUntil", "9", "befristet bis", "2027-04-19", "19.04.2027", first),
        ];
    }

    /// <summary>The person of <see cref="Number"/> as another authority stored her: spelt otherwise, a day of birth known, another house number.</summary>
    private static IEnumerable<RecordItem> Twin()
    {
        var told = From("A15084", "33.2-AB-2025-907", 2, new DateTimeOffset(2025, 6, 4, 8, 30, 0, TimeSpan.Zero), new DateOnly(2025, 6, 2));
        (string Value, string Text)? Other(string path) => path switch
        {
            "person/familyName" => ("Yildirim", "Yildirim"),
            "person/firstNames" => ("Elif", "Elif"),
            "person/birthDate" => ("1991-04-17", "17.04.1991"),
            "address/2/houseNumber" => ("21", "21"),
            _ => null,
        };
        return Items("Yıldırım", "Elif Şükran").Where(item => !item.Path.StartsWith("address/1/", StringComparison.Ordinal) && item.Path != "person/birthName")
            .Select(item => Other(item.Path) is { } other ? item with { Value = other.Value, Text = other.Text, Source = told } : item);
    }

    /// <summary>A pair of <see cref="Number"/> and <see cref="TwinNumber"/>, or another one, as the register finds it.</summary>
    public static Duplicate Pair(long pair, string one = Number, string other = TwinNumber) => new()
    {
        Pair = pair, Outcome = PairOutcome.Possible, ByOfficial = false, Bits = 11.4, FoundAt = Now.AddDays(-pair), ChangedAt = Now,
        Evidence =
        [
            new("familyName", "variant", 8.2), new("givenNames", "part", 3.1), new("birthDate", "part", 4.6), new("sex", "exact", 0.9),
            new("birthPlace", "exact", 6.4), new("nationality", "exact", 1.2), new("street", "part", 2.3), new("paperNumber", "different", -3.8),
        ],
        Rules = [new Finding { Rule = "Q101", Paragraph = "§ 5 Abs. 1 AZRG-DV", Refuses = false, German = "Zwei Datensätze sind vermutlich dieselbe Person.", English = "Two records." }],
        Records = [Glance(one), Glance(other)],
    };

    /// <summary>A proposed merge of which three offices are asked and one has consented.</summary>
    public static MergeCase Merge(string kept, string other, string reason = "Schreibweise verschieden, sonst gleich") => new()
    {
        Case = Guid.NewGuid(), State = MergeState.Asking, KeptNumber = kept, OtherNumber = other, Reason = reason, ProposedAt = Now.AddDays(-3),
        // Of the real clock, because the pages compare it with that.
        AnswerBy = DateTimeOffset.UtcNow.AddDays(11),
        Consents =
        [
            new MergeConsent { Authority = Potsdam }, new MergeConsent { Authority = "A15084", Agrees = true, AnsweredAt = Now.AddDays(-1) },
            new MergeConsent { Authority = PotsdamResidents },
        ],
    };

    /// <summary>A case with a number that tests can know.</summary>
    public static readonly Guid Case = new("7c9e6679-7425-40de-944b-e07fc1f90ae7");

    /// <summary>Three pairs, of which one shows but one of its records, and a merge that asks Potsdam.</summary>
    public static void FillIdentities(FakeIdentities identities)
    {
        foreach (var pair in new[] { Pair(17), Pair(18, Number, OtherNumber) with { Bits = 3.2 }, Pair(19) with { Records = [Glance(Number)], Evidence = [], Rules = [] } })
            identities.Pairs[pair.Pair] = pair;
        identities.Merges[Case] = Merge(Number, TwinNumber) with { Case = Case };
    }

    /// <summary>Persons who look like <see cref="Number"/>, with what a list of them may hold.</summary>
    public static SearchReply Similar() => new()
    {
        Outcome = SearchOutcome.Similar, MustDiscard = true,
        Persons =
        [
            new FoundPerson { View = Glance(Number), Bits = 9.5 }, new FoundPerson { View = Glance(TwinNumber), Bits = 6.1 },
            new FoundPerson { View = Glance(OtherNumber) with { AzrNumber = null }, Bits = -1.5 },
        ],
    };

    public static Refusal Refusal(string code, string german) => new() { Code = code, Paragraph = "§ 10 AZRG", German = german, English = german };

    private static RecordView Glance(string number)
    {
        var view = Records()[number];
        return view with { Items = [.. view.Items.Where(item => item.Path.StartsWith("person/", StringComparison.Ordinal) || item.Path == "responsibility/fileKeeping")] };
    }

    private static IEnumerable<RecordItem> AddressOf(
        int place, string item, string street, string houseNumber, string postalCode, string town, string movedIn,
        ValueSource source) =>
    [
        Item($"address/{place}/street", item, "Straße", street, street, source),
        Item($"address/{place}/houseNumber", item, "Hausnummer", houseNumber, houseNumber, source),
        Item($"address/{place}/postalCode", item, "Postleitzahl", postalCode, postalCode, source),
        Item($"address/{place}/town", item, "Ort", town, town, source),
        Item($"address/{place}/movedInOn", item, "Einzugsdatum", movedIn, movedIn, source),
    ];

    public static IReadOnlyList<LawKind> LawKinds { get; } = [new("ResidentsOffice", "Meldebehörde", "residents registration authority")];

    public static IReadOnlyList<LawCircumstance> Circumstances { get; } =
    [
        new() { Id = "onRequest", Paragraph = "§ 14 Abs. 2 AZRG", German = "Es wird besonders ersucht.", English = "Asked for especially." },
        new() { Id = "consent", Paragraph = "§ 18g AZRG", German = "Die Person hat eingewilligt.", English = "The person has consented." },
    ];

    public static IReadOnlyList<LawRow> Rights { get; } =
    [
        new LawRow { Item = "5b.a", ItemId = "AddressInGermany", ItemName = "gegenwärtige Anschrift", Group = 1, Write = true, Read = ["29"] },
        new LawRow { Item = "4.f", ItemId = "IdentityDocument", ItemName = "Angaben zum Ausweisdokument", Group = 1, Write = true, Read = ["1"] },
    ];

    public static IReadOnlyList<LawItem> Items2026 { get; } =
    [
        new()
        {
            Item = "5b.a", ItemId = "AddressInGermany", ItemName = "gegenwärtige Anschrift", Groups = [1], Timing = "1", Keeping = "derived", Fields = [],
        },
        new()
        {
            Item = "4.f", ItemId = "IdentityDocument", ItemName = "Angaben zum Ausweisdokument", Groups = [1], Timing = "7", Keeping = "many",
            Fields =
            [
                new() { Name = "kind", Label = "Art des Dokuments", Type = "code", LengthMax = 0, Mandatory = true, CountMax = 1, List = "document-kinds" },
                new() { Name = "serialNumber", Label = "Seriennummer", Type = "text", LengthMax = 20, Mandatory = true, CountMax = 1 },
                new() { Name = "validUntil", Label = "Gültig bis", Type = "day", LengthMax = 0, Mandatory = false, CountMax = 1 },
            ],
        },
    ];

    public static FindingView Finding { get; } = new()
    {
        Id = 7, Rule = "Q063", Paragraph = "§ 8 Abs. 1 AZRG", German = "Die Befristung ist abgelaufen.", English = "The limit has passed.", AzrNumber = Number,
        Path = "status/1", Responsible = Potsdam, OpenedOn = new DateOnly(2026, 10, 1), DueOn = new DateOnly(2026, 10, 15), AgeDays = 57, Overdue = true,
    };

    public static LawReply Explain(LawQuestion question) => question.Authority != LawKinds[0].Id
        ? new LawReply { Fault = "authority", German = "Diese Art von Behörde gibt es nicht.", English = "There is no such kind of authority." }
        : new LawReply
        {
            Answer = new LawAnswer
            {
                Allowed = true, Direction = question.Direction, Authority = question.Authority, Row = "5b", Letter = "a", ItemId = "AddressInGermany",
                ItemName = "gegenwärtige Anschrift", Group = question.Group, Purpose = question.Purpose, LegalState = "2026-08-27", Paragraph = "§ 14 Abs. 1 AZRG",
                German = "Ja: § 14 Abs. 1 AZRG, Anlage Nr. 5b.a Spalte D.", English = "Yes: § 14 Abs. 1 AZRG, Anlage Nr. 5b.a Spalte D.",
            },
        };

    private static RecordItem Item(
        string path, string item, string label, string value, string text, ValueSource source) =>
        new() { Path = path, Item = item, Label = label, Value = value, Text = text, Source = source };

    private static ValueSource From(
        string authority, string reference, int version, DateTimeOffset known, DateOnly from) => new()
        {
            Authority = authority, AuthorityName = Name(authority), FileReference = reference,
            SubmissionId = new Guid(version, 0x4711, 0x7a00, 0x90, 0x12, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88),
            Basis = "§ 6 Abs. 1 Nr. 1 AZRG", KnownSince = known, ValidFrom = from, Version = version,
        };

    private static string Label(string field) => field switch
    {
        "street" => "Straße",
        "houseNumber" => "Hausnummer",
        "postalCode" => "Postleitzahl",
        "town" => "Ort",
        "ags" => "Gemeinde",
        "movedInOn" => "Einzugsdatum",
        _ => field,
    };

    private static string Name(string key) => Authorities.First(authority => authority.Key == key).Name;

    private static string Text(RecordView view, string path) => view.Items.First(item => item.Path == path).Text;

    private static AuthorityInfo Authority(string key, string kind, string name, params string[] districts) =>
        new() { Key = key, Kind = kind, Name = name, Districts = districts };
}
