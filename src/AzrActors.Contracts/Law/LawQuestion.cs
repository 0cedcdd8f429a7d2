namespace AzrActors.Contracts.Law;

/// <summary>The question whether the law lets a kind of authority write or read an item.</summary>
[GenerateSerializer, Immutable, Alias("azr.LawQuestion")]
public sealed record LawQuestion
{
    public const string Read = "read";
    public const string Write = "write";

    /// <summary>Stands where people write circumstances for a request that states none.</summary>
    public const string NoneStated = "none";

    /// <summary>Kind of authority: identifier (<c>ResidentsOffice</c>), name in the annex tables (<c>meldebehoerden</c>) or German name.</summary>
    [Id(0)] public required string Authority { get; init; }

    /// <summary>Row and letter of the annex (<c>5b.a</c>), or the item's name in all legal states.</summary>
    [Id(1)] public required string Item { get; init; }

    /// <summary>Group of persons, 1 to 3 (column A1).</summary>
    [Id(2)] public required int Group { get; init; }

    /// <summary>Number of AZRG-DV § 8 Abs. 3; null if none is stated. Writing needs none.</summary>
    [Id(3)] public string? Purpose { get; init; }

    /// <summary><see cref="Read"/> or <see cref="Write"/>.</summary>
    [Id(4)] public string Direction { get; init; } = Read;

    /// <summary>Day on which it is asked; null for today. It chooses the legal state.</summary>
    [Id(5)] public DateOnly? Day { get; init; }

    /// <summary>
    /// Circumstances that a request would state, for example <c>consent</c>: with them, or with an empty list, the answer
    /// says yes or no where it would otherwise say yes, if. Null leaves them open.
    /// </summary>
    [Id(6)] public IReadOnlyList<string>? Stating { get; init; }

    /// <summary>Circumstances as people write them: <see cref="NoneStated"/> for the empty list, nothing for null.</summary>
    public static IReadOnlyList<string>? ToStating(IReadOnlyList<string>? words) =>
        words is null or { Count: 0 } ? null : words is [NoneStated] ? [] : words;
}

/// <summary>Yes or no, with what it rests on.</summary>
[GenerateSerializer, Immutable, Alias("azr.LawAnswer")]
public sealed record LawAnswer
{
    [Id(0)] public required bool Allowed { get; init; }

    [Id(1)] public required string Direction { get; init; }

    /// <summary>Identifier of the kind of authority.</summary>
    [Id(2)] public required string Authority { get; init; }

    /// <summary>Row of the annex.</summary>
    [Id(3)] public required string Row { get; init; }

    /// <summary>Letter in the row; <c>-</c> for an item without one.</summary>
    [Id(4)] public required string Letter { get; init; }

    /// <summary>Name of the item in all legal states.</summary>
    [Id(5)] public required string ItemId { get; init; }

    [Id(6)] public required string ItemName { get; init; }

    [Id(7)] public required int Group { get; init; }

    [Id(8)] public string? Purpose { get; init; }

    /// <summary>Legal state that answered: the day of its annex.</summary>
    [Id(9)] public required string LegalState { get; init; }

    /// <summary>Paragraph of the right, or of the rule that denies.</summary>
    [Id(10)] public required string Paragraph { get; init; }

    /// <summary>Why not, for programs, for example <c>NoSection</c>; null for yes.</summary>
    [Id(11)] public string? Reason { get; init; }

    /// <summary>Conditions that must hold besides, in German; empty if there are none.</summary>
    [Id(12)] public IReadOnlyList<string> Conditions { get; init; } = [];

    [Id(13)] public required string German { get; init; }

    [Id(14)] public required string English { get; init; }
}

/// <summary>An answer, or what is wrong with the question.</summary>
[GenerateSerializer, Immutable, Alias("azr.LawReply")]
public sealed record LawReply
{
    [Id(0)] public LawAnswer? Answer { get; init; }

    /// <summary>Which part of the question names nothing: <c>authority</c>, <c>item</c>, <c>group</c>, <c>purpose</c>, <c>direction</c>, <c>stating</c>.</summary>
    [Id(1)] public string? Fault { get; init; }

    [Id(2)] public string? German { get; init; }

    [Id(3)] public string? English { get; init; }
}

/// <summary>The rights of one kind of authority to one item for one group of persons.</summary>
[GenerateSerializer, Immutable, Alias("azr.LawRow")]
public sealed record LawRow
{
    /// <summary>Row and letter.</summary>
    [Id(0)] public required string Item { get; init; }

    [Id(1)] public required string ItemId { get; init; }

    [Id(2)] public required string ItemName { get; init; }

    [Id(3)] public required int Group { get; init; }

    [Id(4)] public required bool Write { get; init; }

    /// <summary>Purposes for which it may read; <c>-</c> stands for no stated purpose, a <c>?</c> behind for conditions.</summary>
    [Id(5)] public required IReadOnlyList<string> Read { get; init; }
}

/// <summary>One code of a list that fields are chosen from.</summary>
[GenerateSerializer, Immutable, Alias("azr.LawCode")]
public sealed record LawCode([property: Id(0)] string Code, [property: Id(1)] string German);

/// <summary>A kind of authority, an entry in the list of kinds.</summary>
[GenerateSerializer, Immutable, Alias("azr.LawKind")]
public sealed record LawKind([property: Id(0)] string Id, [property: Id(1)] string German, [property: Id(2)] string English);

/// <summary>A circumstance that a request can state, and on which paragraph.</summary>
[GenerateSerializer, Immutable, Alias("azr.LawCircumstance")]
public sealed record LawCircumstance
{
    /// <summary>As it is stated: <c>consent</c>.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Paragraph { get; init; }

    /// <summary>What it says, in German.</summary>
    [Id(2)] public required string German { get; init; }

    [Id(3)] public required string English { get; init; }
}

/// <summary>A stored item of the annex and how it is submitted.</summary>
[GenerateSerializer, Immutable, Alias("azr.LawItem")]
public sealed record LawItem
{
    /// <summary>Row and letter.</summary>
    [Id(0)] public required string Item { get; init; }

    [Id(1)] public required string ItemId { get; init; }

    [Id(2)] public required string ItemName { get; init; }

    /// <summary>Groups of persons for whom it is stored (column A1).</summary>
    [Id(3)] public required IReadOnlyList<int> Groups { get; init; }

    /// <summary>When it is due, 1 to 7 (column B); empty where the annex says nothing.</summary>
    [Id(4)] public required string Timing { get; init; }

    /// <summary>
    /// How it is kept: <c>one</c> and <c>many</c> are submitted with <c>store</c>; <c>part</c> is a field of another item;
    /// <c>typed</c> has an entry kind of its own; <c>automatic</c> and <c>heading</c> are not submitted.
    /// </summary>
    [Id(5)] public required string Keeping { get; init; }

    [Id(6)] public required IReadOnlyList<LawField> Fields { get; init; }
}

/// <summary>One field of an item.</summary>
[GenerateSerializer, Immutable, Alias("azr.LawField")]
public sealed record LawField
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public required string Label { get; init; }

    /// <summary>For example <c>text</c>, <c>day</c>, <c>code</c>, <c>state</c>.</summary>
    [Id(2)] public required string Type { get; init; }

    /// <summary>Most characters; 0 for no limit of its own.</summary>
    [Id(3)] public required int LengthMax { get; init; }

    [Id(4)] public required bool Mandatory { get; init; }

    [Id(5)] public required int CountMax { get; init; }

    /// <summary>Name of the code list; null for other types.</summary>
    [Id(6)] public string? List { get; init; }
}

/// <summary>Explains the law as the register applies it. The law is public; any caller may ask.</summary>
[Doors.AgencyFacing, Alias("azr.ILawDesk")]
public interface ILawDesk : IGrainWithIntegerKey
{
    [Alias("Explain")] Task<LawReply> ExplainAsync(LawQuestion question, CancellationToken cancellationToken);

    /// <summary>Every right of a kind of authority on a day; items without any right are left out. Empty for an unknown kind.</summary>
    [Alias("Matrix")] Task<IReadOnlyList<LawRow>> ListRightsAsync(string authority, DateOnly? day, CancellationToken cancellationToken);

    /// <summary>Stored items of the annex in force on a day, in its order.</summary>
    [Alias("Items")] Task<IReadOnlyList<LawItem>> ListItemsAsync(DateOnly? day, CancellationToken cancellationToken);

    /// <summary>Codes of a list (<see cref="LawField.List"/>, also <c>states</c> and <c>residence-statuses</c>) valid on a day; empty for an unknown list.</summary>
    [Alias("Codes")] Task<IReadOnlyList<LawCode>> ListCodesAsync(string list, DateOnly? day, CancellationToken cancellationToken);

    [Alias("Kinds")] Task<IReadOnlyList<LawKind>> ListKindsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What a kind of authority may state today when it asks for the purpose, null for none; or without a kind what the
    /// caller itself may state in a request for its purpose. Empty for an unknown kind.
    /// </summary>
    [Alias("Circumstances")]
    Task<IReadOnlyList<LawCircumstance>> ListCircumstancesAsync(
        string? authority, string? purpose, CancellationToken cancellationToken);
}
