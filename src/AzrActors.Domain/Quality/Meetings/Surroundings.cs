using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality.Meetings;

/// <summary>What only the surroundings of a record know.</summary>
/// <param name="Met">Records that share a key with it (<see cref="MeetingKeys.Shared"/>), in no order.</param>
/// <param name="PersonsAtAddress">How many persons live where this one does, itself included; counted no further than to the bound of the rule.</param>
/// <param name="IsShelter">Somebody of them has to live in a reception facility, so the place is one.</param>
/// <param name="LastReasons">Last legal day on which a body that is told of the person submitted something of it or asked for it.</param>
public sealed record Surroundings(
    IReadOnlyList<PersonRecord> Met, int PersonsAtAddress, bool IsShelter, IReadOnlyDictionary<AuthorityKey, DateOnly> LastReasons)
{
    /// <summary>Mail that came back, as bodies have told.</summary>
    public IReadOnlyList<ReturnedMail> ReturnedMail { get; init; } = [];
}

/// <summary>Mail to one of the addresses of a person came back.</summary>
/// <param name="Address">Ordinal of the address in the record.</param>
/// <param name="On">Legal day on which it came back.</param>
/// <param name="ReportedAt">When the register learnt it.</param>
public sealed record ReturnedMail(int Address, DateOnly On, DateTimeOffset ReportedAt);

/// <summary>Something that is wrong with a record as its surroundings show.</summary>
/// <param name="SaidAt">When the last of the data that it is about was said: whatever was said of the finding before holds no more.</param>
public sealed record MetFinding(StandingFinding Finding, DateTimeOffset SaidAt);

/// <summary>What its surroundings say of a record on a day.</summary>
/// <param name="Findings">Each fault once.</param>
/// <param name="LookOn">First later day on which that could be otherwise although nobody submits anything; null for never.</param>
public sealed record MeetingOutlook(IReadOnlyList<MetFinding> Findings, DateOnly? LookOn);
