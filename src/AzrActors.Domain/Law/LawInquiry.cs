using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>Directions in which a right goes.</summary>
public enum RightDirection
{
    /// <summary>To submit the item to the register (column C).</summary>
    Write = 1,

    /// <summary>To receive it from the register (column D and the sections of the act).</summary>
    Read = 2,
}

/// <summary>A question about the law as people ask it, in words, and the answer of the tables.</summary>
/// <param name="Kind">Null with a <paramref name="Fault"/>.</param>
/// <param name="Fault">What the question names that does not exist; null if it can be answered.</param>
public sealed record LawInquiry(
    LegalState State, RightDirection Direction, AuthorityKind? Kind, Purpose? Purpose, PersonGroup Group, Explanation? Explanation, InquiryFault? Fault)
{
    /// <param name="authority">Kind of authority: identifier, designation of the annex tables, or German name.</param>
    /// <param name="item">Row and letter, or the item's name in all legal states.</param>
    /// <param name="group">1 to 3 (column A1).</param>
    /// <param name="purpose">Number or name of AZRG-DV § 8 Abs. 3; null or empty if none is stated.</param>
    /// <param name="day">Chooses the legal state.</param>
    /// <param name="stating">
    /// Circumstances that a request would state, which makes "yes, if" a yes or a no; null leaves them open. They say
    /// nothing about writing.
    /// </param>
    public static LawInquiry Ask(
        RightDirection direction, string authority, string item, int group, string? purpose, DateOnly day, IReadOnlyList<string>? stating = null)
    {
        var law = LegalState.On(day);
        var stated = string.IsNullOrEmpty(purpose) ? null : Purpose.Find(purpose, day);
        if (FindKind(authority) is not { } kind) return Wrong("authority", "Diese Art von Behörde gibt es nicht.", "There is no such kind of authority.");
        if (law.Find(item) is not { } found)
            return Wrong("item", $"Die Anlage ({law.Name}) hat keine solche Nummer mit Buchstabe.", $"The annex ({law.Name}) has no such row and letter.");
        if (!Enum.IsDefined((PersonGroup)group)) return Wrong("group", "Der Personenkreis ist 1, 2 oder 3.", "The group of persons is 1, 2 or 3.");
        if (!string.IsNullOrEmpty(purpose) && stated is null)
            return Wrong("purpose", "Diesen Zweck kennt § 8 Abs. 3 AZRG-DV nicht.", "AZRG-DV § 8 (3) has no such purpose.");
        var circumstances = (stating ?? []).Select(id => Circumstance.Find(id, day)).ToList();
        if (circumstances.Contains(null))
        {
            var possible = string.Join(", ", Circumstance.On(day).Select(one => one.Id));
            return Wrong("stating", $"Diesen Umstand kann keine Anfrage angeben. Möglich sind: {possible}.",
                $"No request can state this circumstance. Possible are: {possible}.");
        }
        if (circumstances.Find(one => one!.FindBasis(kind, stated, day) is null) is { } foreign)
            return Wrong("stating", $"{kind.German} darf für diesen Zweck nicht angeben: {foreign.Id}.", $"{kind.English} may not state this for the purpose: {foreign.Id}.");
        var explanation = direction == RightDirection.Write
            ? law.ExplainWriting(kind, found, (PersonGroup)group)
            : law.ExplainReading(kind, stated, found, (PersonGroup)group);
        if (stating is not null && direction == RightDirection.Read)
            explanation = explanation.To(Sum(circumstances.OfType<Circumstance>()), Sum(Circumstance.On(day)));
        return new LawInquiry(law, direction, kind, stated, (PersonGroup)group, explanation, null);

        LawInquiry Wrong(string part, string german, string english) =>
            new(law, direction, null, stated, (PersonGroup)group, null, new InquiryFault(part, german, english));
    }

    private static Conditions Sum(IEnumerable<Circumstance> circumstances) =>
        circumstances.Aggregate(Conditions.None, (sum, one) => sum | one.Condition);

    /// <summary>A kind of authority by identifier, German name or designation of the annex tables; null if there is none.</summary>
    public static AuthorityKind? FindKind(string text) =>
        AuthorityKind.TryParse(text, out var kind) ? kind
        : Designation.Find(text) is { } designation && AuthorityKind.All.Where(designation.Covers).ToList() is [var only] ? only : null;

    /// <summary>Every right of a kind of authority, item by item and group by group, without those that give nothing.</summary>
    public static IEnumerable<RightsRow> RightsOf(AuthorityKind kind, LegalState law) =>
        from item in law.Items
        from grouped in Enum.GetValues<PersonGroup>()
        let writes = law.WritingOf(kind).Of(item, grouped).Length > 0
        let reads = ReadsOf(law, kind, item, grouped)
        where writes || reads.Count > 0
        select new RightsRow(item, grouped, writes, reads);

    private static List<string> ReadsOf(LegalState law, AuthorityKind kind, AnnexItem item, PersonGroup group)
    {
        var codes = new List<string>();
        foreach (var purpose in Purpose.All.Prepend(null))
        {
            if (purpose is not null && purpose.FindBasis(kind, law.From) is null) continue;
            var grants = law.ReadingOf(kind, purpose).Of(item, group);
            if (grants.Length > 0) codes.Add((purpose?.Code ?? "-") + (grants[0].Conditions == Conditions.None ? "" : "?"));
        }
        return codes;
    }
}

/// <summary>A part of a question that names nothing.</summary>
/// <param name="Part">authority, item, group, purpose or stating.</param>
public sealed record InquiryFault(string Part, string German, string English);

/// <summary>The rights of one kind of authority to one item of a group of persons.</summary>
/// <param name="Reads">Purposes; <c>-</c> for none stated, with <c>?</c> behind where conditions must hold besides.</param>
public sealed record RightsRow(AnnexItem Item, PersonGroup Group, bool Writes, IReadOnlyList<string> Reads);
