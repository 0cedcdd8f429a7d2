using System.Reflection;
using static AzrActors.Domain.Quality.Severity;

namespace AzrActors.Domain.Quality;

/// <summary>
/// The rules in force. Numbers Q… are those of the project's catalogue. Rules without a source in law or in the
/// DSAusländer ("eigene Regel") only flag, except where nonsense would be stored.
/// </summary>
public static class Rules
{
    private const string Consistency = "§ 8 Abs. 2 AZRG";
    private const string DataSet = "DSAusländer (§ 4 Abs. 8 AZRG-DV)";

    public static readonly Rule UnknownEntry = new("F001", Refuse, DataSet,
        "Diese Art von Eintrag gibt es nicht. Zulässige Arten stehen in der Schnittstellenbeschreibung.",
        "There is no such kind of entry. See the interface description.");

    public static readonly Rule UnknownField = new("F002", Refuse, DataSet,
        "Dieses Feld gibt es bei dieser Art von Eintrag nicht.", "This kind of entry has no such field.");

    public static readonly Rule MissingField = new("F003", Refuse, DataSet,
        "Diese Angabe fehlt. Bitte ergänzen.", "This field is missing.");

    public static readonly Rule UnreadableValue = new("F004", Refuse, DataSet,
        "Die Angabe ist nicht lesbar. Datum als JJJJ-MM-TT, Ja/Nein als true/false.",
        "The value is unreadable. Dates are yyyy-MM-dd, flags true or false.");

    public static readonly Rule RepeatedField = new("F005", Refuse, DataSet,
        "Diese Angabe darf nur einmal vorkommen.", "This field may occur only once.");

    public static readonly Rule NoEntries = new("F006", Refuse, "§ 6 Abs. 1 AZRG",
        "Die Übermittlung enthält keinen Eintrag.", "The submission has no entries.");

    public static readonly Rule UnknownPurpose = new("F007", Refuse, "§ 8 Abs. 3 AZRG-DV",
        "Diesen Zweck gibt es nicht. Bitte einen Zweck aus der abschließenden Liste angeben.",
        "There is no such purpose. Name one from the closed list.");

    public static readonly Rule TooManyEntries = new("F008", Refuse, "§ 4 Abs. 2 AZRG-DV",
        "Eine Übermittlung darf höchstens 50 Einträge enthalten. Bitte aufteilen.",
        "A submission has at most 50 entries. Please split it.");

    public static readonly Rule UnknownItem = new("F010", Refuse, "Anlage zur AZRG-DV, Spalte A",
        "Diesen Sachverhalt gibt es in der geltenden Anlage nicht, oder er hat einen eigenen Eintrag. Bitte Nummer und Buchstabe prüfen.",
        "The annex in force has no such item, or it has an entry of its own. Check row and letter.");

    public static readonly Rule FactNotStored = new("F011", Refuse, Consistency,
        "Einen solchen Sachverhalt enthält der Datensatz nicht. Bitte den Datensatz neu ansehen.",
        "The record holds no such fact. Look at the record again.");

    public static readonly Rule OnlyCorrected = new("F012", Refuse, DataSet,
        "Dieser Sachverhalt kann so nur berichtigt oder gelöscht werden; Neues bitte mit seinem eigenen Eintrag melden.",
        "This fact can only be corrected or erased this way; report news with its own entry.");

    public static readonly Rule EndBeforeStart = new("F013", Refuse, Consistency,
        "Das Ende liegt vor dem Beginn.", "The end lies before the beginning.");

    public static readonly Rule AlreadyEnded = new("F014", Refuse, Consistency,
        "Dieser Sachverhalt ist schon beendet.", "This fact has already ended.");

    public static readonly Rule AzrNumberMistyped = new("Q001", Refuse, "§ 2 Abs. 2 AZRG-DV",
        "Die AZR-Nummer enthält einen Tippfehler (Prüfziffer). Es wurde nichts verarbeitet.",
        "The AZR number is mistyped (check digit). Nothing was processed.");

    public static readonly Rule TooLong = new("Q006", Refuse, DataSet,
        "Die Angabe ist zu lang. Bitte auf die Länge des Datensatzes kürzen.", "The value is too long.");

    public static readonly Rule IdentityIncomplete = new("Q007", Refuse, DataSet,
        "Familienname, Geburtsdatum, Geschlecht und Vorname (oder der Hinweis, dass es keinen gibt) sind erforderlich.",
        "Family name, birth date, sex and first names (or the note that there are none) are required.");

    public static readonly Rule BlockName = new("Q008", Flag, DataSet,
        "Kein Vorname, aber mehrere Wörter im Familiennamen: Bitte prüfen, ob es wirklich ein einziger Name ist.",
        "No first name but several words in the family name: check whether it really is one name.");

    public static readonly Rule NationalityCount = new("Q009", Refuse, DataSet,
        "Es sind eine bis vier verschiedene Staatsangehörigkeiten anzugeben.", "Give one to four different nationalities.");

    public static readonly Rule GermanNationality = new("Q010", Refuse, "§ 36 Abs. 2 AZRG",
        "Für Deutsche wird kein Datensatz geführt. Eine Einbürgerung bitte als solche melden.",
        "No record is kept for Germans. Report a naturalisation as such.");

    public static readonly Rule OpenBesideConcreteNationality = new("Q013", Flag, "eigene Regel",
        "Staatenlos, ungeklärt oder ohne Angabe steht neben einer bestimmten Staatsangehörigkeit. Bitte klären.",
        "Stateless, unclear or not stated stands beside a concrete nationality.");

    public static readonly Rule SexWithoutNote = new("Q014", Refuse, DataSet,
        "„divers“ setzt einen amtlichen Nachweis voraus.", "'divers' needs an official note.");

    public static readonly Rule UnknownDoctorate = new("Q015", Refuse, DataSet,
        "Diese Form des Doktorgrads ist nicht vorgesehen.", "This form of doctorate is not provided for.");

    public static readonly Rule UnknownCode = new("Q016", Refuse, "§ 19a AZRG-DV",
        "Diesen Schlüssel gibt es in der am Ereignistag gültigen Liste nicht.",
        "This code is not in the list valid on the day of the occasion.");

    public static readonly Rule DocumentNumberForm = new("Q019", Refuse, DataSet,
        "Die Nummer hat nicht die Form dieses Dokuments.", "The number does not have the form of this document.");

    public static readonly Rule PartialDateForm = new("Q021", Refuse, DataSet,
        "Datum nicht lesbar. Unbekannter Tag: 00; ist der Monat unbekannt, muss auch der Tag 00 sein.",
        "Unreadable date. Unknown day: 00; an unknown month needs an unknown day.");

    public static readonly Rule OccasionInFuture = new("Q022", Refuse, Consistency,
        "Das Ereignis liegt in der Zukunft.", "The occasion lies in the future.");

    public static readonly Rule BirthDateImplausible = new("Q023", Refuse, Consistency,
        "Das Geburtsdatum liegt in der Zukunft oder mehr als 125 Jahre zurück.",
        "The birth date lies in the future or more than 125 years back.");

    public static readonly Rule VeryOld = new("Q024", Flag, "Leitfaden Datenqualität 2017",
        "Die Person wäre über 100 Jahre alt. Bitte prüfen, ob sie verstorben ist.",
        "The person would be over 100 years old. Check whether they died.");

    public static readonly Rule BeforeBirth = new("Q025", Refuse, Consistency,
        "Das Ereignis liegt vor der Geburt.", "The occasion lies before birth.");

    public static readonly Rule LimitBeforeGrant = new("Q026", Refuse, Consistency,
        "Das Ende der Befristung liegt vor der Erteilung.", "The limit lies before the grant.");

    public static readonly Rule LateSubmission = new("Q028", Flag, "§ 6 Abs. 1 AZRG",
        "Das Ereignis liegt mehr als zehn Tage zurück; zu übermitteln ist unverzüglich.",
        "The occasion lies more than ten days back; submissions are due without delay.");

    public static readonly Rule MoveOutBeforeMoveIn = new("Q029", Refuse, Consistency,
        "Das Auszugsdatum liegt vor dem Einzugsdatum.", "The move-out lies before the move-in.");

    public static readonly Rule MovementOrder = new("Q030", Refuse, DataSet,
        "Die Folge von Zuzug und Fortzug ist nicht stimmig: Das Ereignis liegt vor dem letzten, oder derselbe Fortzug ist schon gemeldet.",
        "Arrivals and departures are out of order: before the last one, or the same departure again.");

    public static readonly Rule NoFirstEntry = new("Q031", Flag, DataSet,
        "Der Aufenthalt beginnt ohne Ersteinreise. Bitte nachtragen.", "The stay starts without a first entry.");

    public static readonly Rule OneCurrentAddress = new("Q040", Refuse, Consistency,
        "Es kann nur eine gegenwärtige Anschrift geben: Der Einzug liegt vor dem Einzug in die gespeicherte Anschrift, oder die Übermittlung nennt zwei Einzüge, oder es gibt keine Anschrift, aus der ausgezogen werden könnte.",
        "There is exactly one current address: this move-in lies before the stored one, comes twice, or there is no address to move out of.");

    public static readonly Rule StatusRunningAfterDeparture = new("Q041", Flag, "Leitfaden Datenqualität 2017",
        "Nach Fortzug oder Tod ist noch ein Aufenthaltsstatus offen. Bitte beenden oder begründen.",
        "A residence status is still running after departure or death.");

    public static readonly Rule PersonIsDead = new("Q042", Refuse, Consistency,
        "Die Person ist als verstorben gespeichert; neue Tatsachen sind nicht möglich, nur Berichtigungen.",
        "The person is recorded as dead; only corrections are possible.");

    public static readonly Rule FinalBeforeServed = new("Q047", Flag, "eigene Regel",
        "Zustellung, Vollziehbarkeit und Unanfechtbarkeit folgen nicht aufeinander. Bitte die Tage prüfen.",
        "Service, enforceability and finality are out of order. Check the days.");

    public static readonly Rule ProofOfArrivalTooLong = new("Q053", Refuse, "§ 63a Abs. 2 AsylG",
        "Ein Ankunftsnachweis gilt längstens sechs Monate. Bitte das Ende berichtigen.",
        "A proof of arrival is valid for six months at most.");

    public static readonly Rule EntryFromGermany = new("Q056", Refuse, "DSAusländer Blatt 033",
        "Der Einreisestaat kann nicht Deutschland sein.",
        "The state of entry cannot be Germany.");

    public static readonly Rule PermitsOverlap = new("Q060", Flag, "eigene Regel",
        "Zwei Aufenthaltserlaubnisse gelten für denselben Zeitraum. Bitte prüfen.",
        "Two permits cover the same period.");

    public static readonly Rule SettlementWithLimit = new("Q061", Refuse, DataSet,
        "Eine Niederlassungserlaubnis oder Erlaubnis zum Daueraufenthalt-EU ist unbefristet.",
        "A settlement permit has no limit.");

    public static readonly Rule TolerationBesideTitle = new("Q063", Refuse, "§ 60a Abs. 2 AufenthG",
        "Eine Duldung und ein gültiger Aufenthaltstitel schließen einander aus. Bitte zuerst den anderen Status beenden.",
        "A toleration and a valid title exclude each other. End the other status first.");

    public static readonly Rule TitleWithoutStay = new("Q065", Refuse, "Anlage zur AZRG-DV, Fußnote *",
        "Ein Titel setzt einen gemeldeten Aufenthalt voraus. Bitte die Einreise mitmelden.",
        "A title needs a reported stay. Report the entry with it.");

    public static readonly Rule TitleDuringBan = new("Q066", Refuse, "§ 11 Abs. 1 und 4 AufenthG",
        "Während eines Einreise- und Aufenthaltsverbots wird kein Titel erteilt. Bitte zuerst das Verbot aufheben oder beenden.",
        "No title is granted while an entry ban works. Lift or end the ban first.");

    public static readonly Rule TolerationTooLong = new("Q078", Refuse, "§ 60a Abs. 1 und 2a AufenthG",
        "Diese Duldung ist zu lang: nach § 60a Abs. 2a höchstens eine Woche, nach Abs. 1 höchstens drei Monate.",
        "This toleration is too long: one week under § 60a (2a), three months under (1).");

    public static readonly Rule DurationBesideDate = new("Q080", Refuse, "DSAusländer Blatt 042",
        "Entweder die Dauer oder das Datum der Befristung angeben, nicht beides.",
        "Give either the duration or the date of the limit, not both.");

    public static readonly Rule OverstayBanTwice = new("Q084", Refuse, "Nutzerrundschreiben AZR 2021",
        "Ihre Behörde hat dieses Verbot nach § 11 Abs. 6 AufenthG schon gemeldet.",
        "Your authority has reported this ban under § 11 (6) already.");

    public static readonly Rule SearchNoteTooLong = new("Q131", Refuse, "§ 5 Abs. 5 AZRG",
        "Ein Suchvermerk wird längstens zwei Jahre gespeichert. Bitte das Ende berichtigen.",
        "A search note is stored for two years at most.");

    public static readonly Rule StatusNotRunning = new("F009", Refuse, Consistency,
        "Ein solcher Status läuft nicht; beendet werden kann nur ein laufender.", "No such status is running.");

    public static readonly Rule NotEntitled = new("Q120", Refuse, "§§ 6, 7 AZRG, § 4 Abs. 4 AZRG-DV",
        "Ihre Behörde darf diese Angabe nicht an das Register übermitteln.",
        "Your authority may not submit this item.");

    public static readonly Rule MayNotRegister = new("F017", Refuse, "§§ 2, 6 Abs. 1 AZRG",
        "Ihre Behörde darf keine Person erstmals speichern lassen, nur zu vorhandenen Datensätzen übermitteln.",
        "Your authority may not register a person, only submit to existing records.");

    public static readonly Rule NoBasisToSubscribe = new("F018", Refuse, "§ 10 Abs. 1 AZRG, § 8 Abs. 3 AZRG-DV",
        "Diese Rechtsgrundlage gibt es nicht, oder sie trägt die laufende Unterrichtung Ihrer Behörde zu diesem Zweck nicht.",
        "There is no such legal basis, or it does not let your authority be told for this purpose.");

    public static readonly Rule NotStoredForGroup = new("F015", Refuse, "Anlage zur AZRG-DV, Spalte A1",
        "Diese Angabe darf für den Personenkreis der Person nicht gespeichert werden.",
        "This item may not be stored for the person's group.");

    public static readonly Rule NotInForce = new("F016", Refuse, "Anlage zur AZRG-DV, Spalte A",
        "Diese Angabe sieht die geltende Fassung der Anlage nicht vor.", "The annex in force does not provide for this item.");

    public static readonly Rule OthersFact = new("Q121", Refuse, "§§ 7, 8 AZRG",
        "Diese Angabe hat eine andere Behörde übermittelt. Berichtigen oder löschen darf sie diese Behörde, die aktenführende "
        + "Behörde oder die Registerbehörde.",
        "Another authority submitted this. It, the file-keeping authority or the register authority may correct or erase it.");

    public static readonly Rule NoCurrentAddress = new("Q038", Flag, "§ 3 Abs. 1 Nr. 5c AZRG",
        "Die Person hält sich hier auf, aber es ist keine gegenwärtige Anschrift gespeichert. Bitte Anschrift oder Fortzug melden.",
        "The person stays here, but no current address is stored. Report the address or the departure.");

    public static readonly Rule PermitExpired = new("Q067", Flag, "eigene Regel",
        "Die Aufenthaltserlaubnis ist seit mehr als 30 Tagen abgelaufen, und nichts anderes gilt. Bitte Verlängerung, Antrag, Duldung oder "
        + "Fortzug melden.",
        "The permit expired more than 30 days ago and nothing else is in force. Report its extension, an application, a toleration or the departure.");

    public static readonly Rule ErasureDuringDispute = new("Q136", Flag, "§ 36 Abs. 1 AZRG, § 17 AZRG-DV",
        "Der Datensatz wäre zu löschen, aber Angaben sind bestritten. Bitte den Streit entscheiden und den Sperrvermerk löschen; dann wird "
        + "der Datensatz von selbst gelöscht.",
        "The record is due for erasure, but data in it are contested. Settle the dispute and erase the note; the record then goes by itself.");

    public static readonly Rule MayNotReportNaturalisation = new("F019", Refuse, "§ 36 Abs. 3 AZRG",
        "Den Erwerb der deutschen Staatsangehörigkeit melden die Ausländerbehörden, die Staatsangehörigkeitsbehörden und die Registerbehörde.",
        "The acquisition of German nationality is reported by foreigners' authorities, nationality authorities and the register authority.");

    /// <summary>Every rule, ordered by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<Rule>().OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}
