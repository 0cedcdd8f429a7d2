using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality.Standing;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality.Changes;

/// <summary>An arrival, departure or death about to be stored.</summary>
/// <param name="Record">The record before it.</param>
internal sealed record MovementCase(PersonRecord Record, MovementKind Kind, DateOnly On, Authority Caller, DateOnly Today)
{
    public bool IsArrival => Kind is MovementKind.FirstEntry or MovementKind.FromForeignersAuthority or MovementKind.FromUnknown or MovementKind.ReturnFromAbroad;

    public bool IsDeparture => Kind is MovementKind.DepartureAbroad or MovementKind.DepartureUnknown;

    /// <summary>The field of the entry that says the day.</summary>
    public string DayField => IsArrival ? "arrivedOn" : Kind == MovementKind.Died ? "diedOn" : "departedOn";
}

/// <summary>Rules on arrivals, departures, death and addresses.</summary>
internal static class MovementRules
{
    /// <summary>A departure may be announced a week ahead (§ 17 Abs. 2 BMG).</summary>
    public const int AnnouncedDaysMax = 7;

    public static IReadOnlyList<Check<MovementCase>> All { get; } =
    [
        new(Rules.OccasionInFuture, null, movement => DayRules.IsAhead(movement.On, movement.Today, movement.Kind == MovementKind.DepartureAbroad ? AnnouncedDaysMax : 0)),
        new(Rules.BeforeBirth, null, movement => DayRules.IsBeforeBirth(movement.On, movement.Record.BirthDate)),
        new(Rules.MovementOrder, null, IsOutOfOrder),
        new(Rules.NoFirstEntry, "arrival", StartsWithoutFirstEntry),
        new(Rules.NeverResponsible, "departure", IsByStranger),
        new(Rules.BenefitsAtDeparture, "departure", LeavesBenefitsRunning),
    ];

    [Judges("Q029")]
    public static bool IsMoveOutBeforeMoveIn(DateOnly movedIn, DateOnly? movedOut) => movedOut < movedIn;

    /// <summary>Before the last movement, or the same departure again.</summary>
    [Judges("Q030")]
    private static bool IsOutOfOrder(MovementCase movement) => movement.Record.LastMovement is { } last
        && (movement.On < last.On || (last.Kind == movement.Kind && !movement.IsArrival));

    [Judges("Q031")]
    private static bool StartsWithoutFirstEntry(MovementCase movement) =>
        movement.Record.LastMovement is null && movement.Kind is MovementKind.FromForeignersAuthority or MovementKind.ReturnFromAbroad;

    /// <summary>A foreigners' authority that neither kept the file, nor said anything of the person, nor serves an address.</summary>
    [Judges("Q034")]
    private static bool IsByStranger(MovementCase movement)
    {
        if (!movement.IsDeparture || movement.Caller.Kind != AuthorityKind.ForeignersAuthority) return false;
        var (record, caller) = (movement.Record, movement.Caller);
        return record.FileKeeper?.Value != caller.Key
            && !record.Movements.Any(one => one.Source.Authority == caller.Key)
            && !record.Statuses.Any(one => one.Source.Authority == caller.Key)
            && !record.Person.Values.Any(one => one.Source.Authority == caller.Key)
            && !record.Addresses.Any(one => caller.Districts.Contains(one.Address.Ags[..5]));
    }

    [Judges("Q036")]
    private static bool LeavesBenefitsRunning(MovementCase movement) => movement.IsDeparture
        && movement.Record.FactsOf(BenefitStanding.Item).Any(fact => fact.RunsOn(movement.On) && !(fact.Day("ended") <= movement.On));

    /// <summary>A current address there is but one: none before the stored one, no two in one submission.</summary>
    [Judges("Q040")]
    public static bool IsSecondAddress(StoredAddress? current, DateOnly movedInOn, bool movedInBefore) =>
        movedInBefore || movedInOn <= current?.MovedInOn;

    /// <summary>After death there are corrections only; the death itself may be said again.</summary>
    [Judges("Q042")]
    public static bool IsAfterDeath(PersonRecord? record, RecordCommand command) => record is { IsDead: true }
        && command is not (RecordCommand.ChangePersonalData or RecordCommand.ReportMovement { Kind: MovementKind.Died }
            or RecordCommand.CorrectMovement or RecordCommand.CorrectAddress or RecordCommand.CorrectStatus
            or RecordCommand.EraseFact or RecordCommand.ChangeFact { IsCorrection: true });
}
