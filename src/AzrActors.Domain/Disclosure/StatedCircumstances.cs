using System.Diagnostics.CodeAnalysis;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>
/// What one request states about itself besides its purpose, checked: every circumstance is on the list, and the caller
/// may state it. Only requests have any; what is told unasked rests on the record alone.
/// </summary>
public sealed class StatedCircumstances
{
    private StatedCircumstances(IReadOnlyList<Circumstance> all) =>
        Conditions = all.Aggregate(Conditions.None, (sum, one) => sum | one.Condition);

    /// <summary>Nothing was stated.</summary>
    public static StatedCircumstances None { get; } = new([]);

    internal Conditions Conditions { get; }

    /// <summary>Checks what the caller states.</summary>
    /// <param name="ids">As the caller sent them; null is none.</param>
    /// <param name="purpose">As stated by the caller; one it may not state counts as none.</param>
    /// <returns>False with <see cref="Rejection.CircumstanceUnknown"/> or <see cref="Rejection.CircumstanceNotOfCaller"/>.</returns>
    public static bool TryState(
        IReadOnlyList<string>? ids, Authority authority, string purpose, DateOnly day,
        out StatedCircumstances stated, [NotNullWhen(false)] out Rejection? rejection)
    {
        (stated, rejection) = (None, null);
        if (ids is null or { Count: 0 }) return true;
        var found = new List<Circumstance>();
        foreach (var id in ids)
        {
            if (Circumstance.Find(id, day) is { } one) found.Add(one);
            else
            {
                rejection = new Rejection.CircumstanceUnknown([.. Circumstance.On(day).Select(known => known.Id)]);
                return false;
            }
        }
        var effective = Purpose.StatedBy(authority, purpose, day);
        if (found.FindAll(one => one.FindBasis(authority.Kind, effective, day) is null) is { Count: > 0 } foreign)
        {
            rejection = new Rejection.CircumstanceNotOfCaller([.. foreign.Select(one => one.Id).Distinct()]);
            return false;
        }
        stated = new StatedCircumstances(found);
        return true;
    }
}
