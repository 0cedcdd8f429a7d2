using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Tests.Journal;

namespace AzrActors.Journal.Tests.Findings;

/// <summary>Outlooks of made-up records.</summary>
internal static class Outlooks
{
    public static RecordOutlook Empty { get; } = new([], null, Samples.Abh, false, 0);

    public static StandingFinding NoAddress(AuthorityKey? responsible = null) => new(Rules.ResidentWithoutAddress, null, null, responsible ?? Samples.Abh);

    public static StandingFinding Expired(int status, AuthorityKey? responsible = null) =>
        new(Rules.PermitExpired, $"status/{status}", "validUntil", responsible ?? Samples.Abh);

    public static RecordOutlook With(params IReadOnlyList<StandingFinding> findings) => Empty with { Findings = findings };

    /// <summary>An append that finds this after its change.</summary>
    public static JournalAppend Finding(this JournalAppend append, RecordOutlook? before, RecordOutlook after, DateOnly? day = null) =>
        append with { Outlook = OutlookUpdate.Of(before, after, append.Change!, day ?? Samples.Day) };
}
