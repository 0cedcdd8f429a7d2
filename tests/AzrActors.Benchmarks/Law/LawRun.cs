using System.Globalization;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;
using Spectre.Console;

namespace AzrActors.Benchmarks.Law;

/// <summary>
/// What the law costs: one look into compiled rights, the decision about a submission with everything it asks, and who
/// is told of it. Fails above 20 µs per entry, or if a lookup takes memory.
/// </summary>
internal static class LawRun
{
    private const double NsPerEntryMax = 20_000;
    private const int Samples = 3_000;
    private const int LookupsPerSample = 1_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly DateOnly Today = new(2026, 11, 24);

    public static int Run()
    {
        var rows = Measure().ToList();
        var table = new Table().AddColumns("what", "p50 ns", "p99 ns", "bytes");
        foreach (var row in rows)
            table.AddRow(row.Name, Number(row.P50), Number(row.P99), Number(row.Bytes));
        AnsiConsole.Write(table);
        var fits = rows.All(row => row.Question switch
        {
            Question.Lookup => row.Bytes == 0,
            Question.Decision => row.P50 <= NsPerEntryMax,
            _ => true,
        });
        AnsiConsole.WriteLine(fits ? "Within 20 µs per entry and 0 bytes per lookup." : "NOT within 20 µs per entry and 0 bytes per lookup.");
        return fits ? 0 : 1;
    }

    private static IEnumerable<Figure> Measure()
    {
        var law = LegalState.On(Today);
        var rights = law.ReadingOf(AuthorityKind.AsylumBenefitsBody, Purpose.Find("22", Today));
        var place = 0;
        yield return Sample("Rights.Find", LookupsPerSample, Question.Lookup, () =>
        {
            for (var i = 0; i < LookupsPerSample; i++)
            {
                place = (place + 1) % law.Items.Count;
                _ = rights.Find(law.Items[place], PersonGroup.ThirdCountry, Conditions.SearchNoteVisible);
            }
        });
        var record = ((Decision.Accepted)Decide(null, Of(AuthorityKind.ForeignersAuthority), Registration())).Record;
        foreach (var entries in new[] { 1, 20 })
        {
            var said = Enumerable.Range(0, entries).Select(Telephone).ToArray();
            yield return OfSubmission($"accepted, {entries} in one, each", record, AuthorityKind.ForeignersAuthority, said);
            yield return OfSubmission($"not entitled, {entries} in one, each", record, AuthorityKind.ResidentsOffice, said);
        }
        var directory = AuthorityDirectory.OfDistricts(Districts.All);
        var office = directory.Find(AuthorityKey.Parse("A12054"))!;
        record = ((Decision.Accepted)Decide(null, office, [.. Registration(), Address()])).Record;
        var changed = (Decision.Accepted)Decide(record, office, Entry("changePersonalData", ("birthPlace", "Aleppo")));
        yield return Sample("notices of a change to two offices", 1, Question.Notices, () =>
            Distributor.NoticesFor(record, changed.Record, changed.Change, directory, Today));
    }

    private static Figure OfSubmission(string name, PersonRecord record, AuthorityKind kind, Entry[] entries)
    {
        var authority = Of(kind);
        return Sample(name, entries.Length, Question.Decision, () => Decide(record, authority, entries));
    }

    private static Figure Sample(string name, int parts, Question question, Action once)
    {
        var sampled = Sampling.Of(once, Samples, WarmUp);
        return new Figure(
            name, question, sampled.P50.TotalNanoseconds / parts, sampled.P99.TotalNanoseconds / parts, sampled.Bytes / parts);
    }

    private static Decision Decide(PersonRecord? record, Authority author, params Entry[] entries) => Decider.Decide(
        record,
        new Submission(Guid.Empty, author.Key, "Frau Beispiel", "1", "Gz 1", Today, record?.Number.Digits, null, entries),
        new DecisionContext(author, new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), Today, AzrNumber.FromSerial(1)));

    private static Authority Of(AuthorityKind kind) => new(AuthorityKey.Parse("TEST01"), kind, "Testbehörde", [], DateOnly.MinValue, null);

    private static Entry[] Registration() =>
    [
        Entry("registerPerson", ("familyName", "Muster"), ("firstNames", "Rima"), ("birthDate", "1990-07-14"), ("sex", "w"), ("nationality", "475")),
        Entry("arrival", ("arrival", "firstEntry"), ("arrivedOn", "2020-05-04")),
    ];

    private static Entry Address() => Entry(
        "moveIn", ("ags", "12054000"), ("street", "Am Kanal"), ("houseNumber", "1"), ("postalCode", "14467"), ("town", "Potsdam"), ("movedInOn", "2020-05-10"));

    private static Entry Telephone(int index) => Entry("store", ("item", "TelephoneNumbers"), ("number", $"0331 {index.ToString(CultureInfo.InvariantCulture)}"));

    private static Entry Entry(string kind, params (string Name, string Value)[] fields) =>
        new(kind, [.. fields.Select(field => new EntryField(field.Name, field.Value))]);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private enum Question
    {
        Lookup = 1,
        Decision = 2,
        Notices = 3,
    }

    /// <param name="Bytes">Allocated for one lookup or one entry.</param>
    private sealed record Figure(string Name, Question Question, double P50, double P99, double Bytes);
}
