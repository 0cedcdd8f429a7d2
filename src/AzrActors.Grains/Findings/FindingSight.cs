using AzrActors.Contracts.Findings;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal.Findings;

namespace AzrActors.Grains.Findings;

/// <summary>Which findings are whose, and how they are shown.</summary>
internal sealed class FindingSight(IFindings findings, AuthoritiesCache authorities)
{
    /// <summary>More on one record are on the list of findings.</summary>
    private const int OfRecordMax = 20;

    /// <summary>What stands of the record and is the authority's to mend, earliest due first.</summary>
    public Task<IReadOnlyList<StoredFinding>> OfRecordAsync(RecordId record, Authority authority, DateOnly today, CancellationToken cancellationToken)
    {
        var isRegister = authority.Kind == AuthorityKind.RegisterAuthority;
        var filter = new FindingFilter(isRegister ? null : KeysOf(authority.Key, today), null, null, isRegister) { Record = record };
        return findings.ListAsync(filter, FindingCursor.Start, OfRecordMax, cancellationToken);
    }

    /// <summary>Whether it is the authority's to mend. The register authority sees to all (AZRG § 8).</summary>
    public bool IsMender(Authority authority, AuthorityKey responsible, DateOnly today) =>
        authority.Kind == AuthorityKind.RegisterAuthority || KeysOf(authority.Key, today).Contains(responsible);

    /// <summary>The authority, and those whose competences it has taken over: their duty of care passed to it (AZRG § 8 Abs. 4).</summary>
    public IReadOnlyList<AuthorityKey> KeysOf(AuthorityKey key, DateOnly today)
    {
        var directory = authorities.Current;
        return
        [
            key,
            .. directory.All.Where(former => former.Key != key && !former.ExistsOn(today) && directory.FindHolder(former.Key, today)?.Key == key)
                .Select(former => former.Key),
        ];
    }

    public static FindingPlace PlaceOf(StoredFinding finding) => new(finding.Id, finding.Rule, finding.Path, finding.Field);

    /// <param name="azrNumber">Null where AZRG § 10 Abs. 4 does not let it leave.</param>
    /// <param name="mend">Null where none can be derived.</param>
    public static FindingView View(StoredFinding finding, string? azrNumber, Contracts.Submissions.Entry? mend, DateOnly today)
    {
        var rule = Rules.Find(finding.Rule);
        return new FindingView
        {
            Id = finding.Id, Rule = finding.Rule, Paragraph = rule?.Source ?? "", German = rule?.German ?? "", English = rule?.English ?? "",
            AzrNumber = azrNumber, Path = finding.Path.Length > 0 ? finding.Path : null, Field = finding.Field.Length > 0 ? finding.Field : null,
            Responsible = finding.Responsible.Value, OpenedOn = finding.OpenedOn, DueOn = finding.DueOn,
            AgeDays = today.DayNumber - finding.OpenedOn.DayNumber, Overdue = finding.DueOn < today, Proposal = mend,
        };
    }
}
