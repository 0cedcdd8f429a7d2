using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality;

/// <summary>Rules over the personal data as they would stand after an entry.</summary>
public static class PersonalDataChecks
{
    private const int AgeMax = 125;
    private const int AgeDoubtful = 100;
    private const int NationalitiesMax = 4;

    /// <param name="before">The record before the entry; null when it is about to be created.</param>
    /// <param name="facts">What the entry says; only faults of these fields are reported.</param>
    /// <param name="day">Day of the occasion, for code lists.</param>
    /// <param name="today">Legal day of receipt.</param>
    public static IEnumerable<Finding> Check(PersonRecord? before, IReadOnlyList<PersonFact> facts, int entry, DateOnly day, DateOnly today)
    {
        var said = facts.ToDictionary(fact => fact.Field, fact => fact.Values);
        var checks = new Checks(field => said.TryGetValue(field, out var values) ? values : before?.Values(field) ?? [],
            field => before is null || said.ContainsKey(field), entry, day, today);
        return checks.All();
    }

    private sealed class Checks(
        Func<string, IReadOnlyList<string>> values, Func<string, bool> concerned, int entry, DateOnly day, DateOnly today)
    {
        public IEnumerable<Finding> All() => Completeness().Concat(Names()).Concat(Nationality()).Concat(Birth()).Concat(Codes());

        private IEnumerable<Finding> Completeness()
        {
            foreach (var field in new[] { "familyName", "birthDate", "sex" })
                if (concerned(field) && values(field).Count == 0) yield return Rules.IdentityIncomplete.At(entry, field);
            if ((concerned("firstNames") || concerned("noFirstName")) && values("firstNames").Count == 0 && !Flag("noFirstName"))
                yield return Rules.IdentityIncomplete.At(entry, "firstNames");
        }

        private IEnumerable<Finding> Names()
        {
            var blockName = Flag("noFirstName") && values("familyName").Any(name => name.Contains(' ', StringComparison.Ordinal));
            if (concerned("familyName") && blockName) yield return Rules.BlockName.At(entry, "familyName");
        }

        private IEnumerable<Finding> Nationality()
        {
            const string field = "nationality";
            if (!concerned(field)) yield break;
            var keys = values(field);
            if (keys.Count is 0 or > NationalitiesMax || keys.Distinct().Count() != keys.Count) yield return Rules.NationalityCount.At(entry, field);
            if (keys.Contains(States.German)) yield return Rules.GermanNationality.At(entry, field);
            if (keys.Any(States.IsOpen) && keys.Count > 1) yield return Rules.OpenBesideConcreteNationality.At(entry, field);
            if (keys.Any(key => States.Find(key, day) is null)) yield return Rules.UnknownCode.At(entry, field);
        }

        private IEnumerable<Finding> Birth()
        {
            const string field = "birthDate";
            if (!concerned(field) || !PartialDate.TryParse(values(field).FirstOrDefault(), out var birth)) yield break;
            if (birth.Earliest > today || birth.Latest < today.AddYears(-AgeMax)) yield return Rules.BirthDateImplausible.At(entry, field);
            else if (birth.Latest < today.AddYears(-AgeDoubtful)) yield return Rules.VeryOld.At(entry, field);
        }

        private IEnumerable<Finding> Codes()
        {
            if (Unknown("sex", key => CodeList.Sexes.FindName(key, day) is not null)) yield return Rules.UnknownCode.At(entry, "sex");
            if ((concerned("sex") || concerned("officialSexNote")) && values("sex").Contains("d") && !Flag("officialSexNote"))
                yield return Rules.SexWithoutNote.At(entry, "sex");
            if (Unknown("maritalStatus", key => CodeList.MaritalStatuses.FindName(key, day) is not null))
                yield return Rules.UnknownCode.At(entry, "maritalStatus");
            if (Unknown("birthCountry", key => States.Find(key, day) is not null)) yield return Rules.UnknownCode.At(entry, "birthCountry");
            if (Unknown("doctorate", text => text.Split(' ').All(part => CodeList.Doctorates.FindName(part, day) is not null)))
                yield return Rules.UnknownDoctorate.At(entry, "doctorate");
        }

        private bool Unknown(string field, Func<string, bool> known) => concerned(field) && values(field).Any(value => !known(value));

        private bool Flag(string field) => values(field).Contains("true");
    }
}
