using System.Globalization;
using AzrActors.Client;
using AzrActors.Client.Identity;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Search;

namespace AzrActors.Demo.Day;

/// <summary>
/// The end of the day: one person has two records because the second office had written the name down wrongly. The register
/// finds it, the offices consent, the records become one, and when that turns out to be wrong they are parted again. Played
/// once; played again it sees that it was.
/// </summary>
internal sealed class DemoIdentity(DemoStage stage, DemoOptions options, IDemoReport report)
{
    private readonly PersonsOfDay _persons = new(options.Today);

    private readonly IIdentityClient _register = stage.DeskOf(DemoOffices.Register).Identity;

    /// <returns>What went otherwise than the script expects; empty if nothing did.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync(CancellationToken cancellationToken)
    {
        var known = await RegisterAsync(DemoOffices.PotsdamForeigners, "duplicate-one", Person("Sahakyan"), "12054000", "14467", "Potsdam", cancellationToken);
        var again = await RegisterAsync(DemoOffices.BurgenlandForeigners, "duplicate-other",
            Person("Zakarian") with { FirstNames = "Hanna", BirthDate = _persons.BirthDate(1) }, "15084355", "06618", "Naumburg (Saale)", cancellationToken);
        if (known is null || again is null) return ["15:00 Die beiden Personen wurden nicht gespeichert."];
        if ((await _register.ListMergesAsync(cancellationToken)).Cases.Any(one => one.KeptNumber == known && one.State == MergeState.Separated)) return [];

        var found = await stage.DeskOf(DemoOffices.BurgenlandForeigners).Identity.SearchAsync(
            new SearchRequest { FamilyName = "Sahakjan", FirstNames = _persons.GivenName(0), BirthDate = _persons.BirthDate(0), Sex = "w", Nationalities = ["422"] }, cancellationToken);
        report.Told("15:10", $"Die Ausländerbehörde Burgenlandkreis sucht in anderer Schreibung: {Words(found)}");
        await CorrectAsync(again, cancellationToken);
        if (await FindPairAsync(known, again, cancellationToken) is not { } pair) return ["15:15 Die Doppelerfassung wurde nicht gefunden."];
        report.Told("15:15", "Die Berichtigung des Namens macht zwei Datensätze ähnlich; das Register meldet sie: "
            + string.Join(", ", pair.Evidence.Where(field => field.Bits != 0).Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Field} {field.Degree} {field.Bits:+0.0;-0.0}"))));
        return await MergeAndPartAsync(known, again, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> MergeAndPartAsync(string known, string again, CancellationToken cancellationToken)
    {
        var proposal = new MergeProposal { OneNumber = known, OtherNumber = again, Reason = "Pass und Lichtbild stimmen überein." };
        if ((await _register.ProposeMergeAsync(proposal, cancellationToken)).Case is not { } merge) return ["15:20 Die Zusammenführung wurde nicht angenommen."];
        var early = await _register.DecideMergeAsync(new MergeStep { Case = merge.Case }, cancellationToken);
        report.Told("15:20", $"Die Registerbehörde will sofort zusammenführen und wird aufgehalten: {early.Refusal?.German}");
        foreach (var office in new[] { DemoOffices.PotsdamForeigners, DemoOffices.BurgenlandForeigners })
            await stage.DeskOf(office).Identity.AnswerMergeAsync(new MergeStep { Case = merge.Case }, cancellationToken);
        await _register.DecideMergeAsync(new MergeStep { Case = merge.Case }, cancellationToken);
        if (!await ReachesAsync(merge.Case, MergeState.Merged, cancellationToken)) return ["15:25 Die Datensätze wurden nicht zusammengeführt."];
        var forwarded = await stage.DeskOf(DemoOffices.BurgenlandForeigners).ReadAsync(again, cancellationToken);
        report.Told("15:25", $"Beide Behörden haben zugestimmt. Die Nummer {again} führt jetzt zu {forwarded.View?.AzrNumber}.");
        if (forwarded.View?.AzrNumber != known) return ["15:25 Die aufgegebene Nummer führt nicht zum Datensatz."];

        await _register.SeparateAsync(new MergeStep { Case = merge.Case, Reason = "Fingerabdrücke verschieden: es sind Zwillingsschwestern." }, cancellationToken);
        if (!await ReachesAsync(merge.Case, MergeState.Separated, cancellationToken)) return ["15:40 Die Zusammenführung wurde nicht aufgehoben."];
        var restored = await stage.DeskOf(DemoOffices.BurgenlandForeigners).ReadAsync(again, cancellationToken);
        report.Told("15:40", $"Es waren doch zwei Personen. Der Datensatz {restored.View?.AzrNumber} ist wiederhergestellt; wer gemischte Daten bekam, weiß es.");
        return restored.View?.AzrNumber == again ? [] : ["15:40 Der Datensatz wurde nicht wiederhergestellt."];
    }

    private async Task<string?> RegisterAsync(
        DemoOffice office, string name, PersonData person, string ags, string postalCode, string town, CancellationToken cancellationToken)
    {
        var reply = await stage.SubmitAsync(office, name, null,
        [
            Entries.RegisterPerson(person), Entries.Arrival(ArrivalKind.FirstEntry, options.Today.AddYears(-2)),
            Entries.MoveIn(ags, "Lindenweg", _persons.HouseNumber, postalCode, town, options.Today.AddYears(-1)),
        ], cancellationToken);
        return reply.Receipt?.AzrNumber;
    }

    private Task CorrectAsync(string again, CancellationToken cancellationToken) => stage.SubmitAsync(
        DemoOffices.BurgenlandForeigners, "duplicate-corrected", again, [Entries.ChangePersonalData(Person("Sahakian"))], cancellationToken);

    private async Task<Duplicate?> FindPairAsync(string one, string other, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<string?> { one, other };
        Duplicate? found = null;
        await DemoStage.UntilAsync(async () =>
        {
            foreach (var outcome in new[] { PairOutcome.Same, PairOutcome.Possible })
            {
                IReadOnlyList<Duplicate> page;
                for (var after = 0L; ; after = page[^1].Pair)
                {
                    page = (await stage.DeskOf(DemoOffices.BurgenlandForeigners).Identity.ListDuplicatesAsync(outcome, after, 100, cancellationToken)).Duplicates;
                    found ??= page.FirstOrDefault(pair => pair.Records.Count == 2 && pair.Records.All(view => wanted.Contains(view.AzrNumber)));
                    if (found is not null || page.Count == 0) break;
                }
            }
            return found is not null;
        }, cancellationToken);
        return found;
    }

    private Task<bool> ReachesAsync(Guid mergeCase, MergeState state, CancellationToken cancellationToken) =>
        DemoStage.UntilAsync(async () => (await _register.ShowMergeAsync(mergeCase, cancellationToken)).Case?.State == state, cancellationToken);

    private PersonData Person(string familyName) => new()
    {
        FamilyName = familyName, FirstNames = _persons.GivenName(0), BirthDate = _persons.BirthDate(0), BirthPlace = "Gyumri", Sex = "w", Nationalities = ["422"],
    };

    private static string Words(SearchReply reply) => reply.Outcome switch
    {
        SearchOutcome.Found => $"gefunden, AZR-Nummer {reply.Persons[0].View.AzrNumber}",
        SearchOutcome.Similar => string.Create(CultureInfo.InvariantCulture, $"{reply.Persons.Count} ähnliche Personen, alles andere ist zu löschen"),
        SearchOutcome.Nobody => "niemand",
        _ => throw new System.Diagnostics.UnreachableException($"No words for {reply.Outcome}."),
    };
}
