using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Findings;

/// <summary>Which findings a caller wants to see.</summary>
[GenerateSerializer, Immutable, Alias("azr.FindingQuery")]
public sealed record FindingQuery
{
    /// <summary>Whose worklist; null for the caller's own. Only the register authority may name another, and gets all for null.</summary>
    [Id(0)] public string? Authority { get; init; }

    /// <summary>Id of a rule, for example <c>Q038</c>; null for all.</summary>
    [Id(1)] public string? Rule { get; init; }

    /// <summary>Only those that have stood for so many days or longer; null for all.</summary>
    [Id(2)] public int? OlderThanDays { get; init; }

    /// <summary>Where the page before ended (<see cref="FindingsPage.Next"/>); null for the first.</summary>
    [Id(3)] public string? Cursor { get; init; }

    /// <summary>Most findings of the page, 1 to 100.</summary>
    [Id(4)] public int Limit { get; init; } = 50;

    /// <summary>Only those on the record with this number; null for all.</summary>
    [Id(5)] public string? AzrNumber { get; init; }
}

/// <summary>What is wrong with a record, and what to do (AZRG § 8).</summary>
[GenerateSerializer, Immutable, Alias("azr.FindingView")]
public sealed record FindingView
{
    [Id(0)] public required long Id { get; init; }

    [Id(1)] public required string Rule { get; init; }

    /// <summary>Paragraph or specification that the rule rests on.</summary>
    [Id(2)] public required string Paragraph { get; init; }

    /// <summary>What is wrong and what to do.</summary>
    [Id(3)] public required string German { get; init; }

    [Id(4)] public required string English { get; init; }

    /// <summary>Absent where AZRG § 10 Abs. 4 does not let the number leave.</summary>
    [Id(5)] public string? AzrNumber { get; init; }

    /// <summary>Fact that is wrong, for example <c>status/2</c>; null for the record as a whole.</summary>
    [Id(6)] public string? Path { get; init; }

    [Id(7)] public string? Field { get; init; }

    /// <summary>Authority that must mend it.</summary>
    [Id(8)] public required string Responsible { get; init; }

    [Id(9)] public required DateOnly OpenedOn { get; init; }

    /// <summary>Day by which it should be mended.</summary>
    [Id(10)] public required DateOnly DueOn { get; init; }

    [Id(11)] public required int AgeDays { get; init; }

    [Id(12)] public required bool Overdue { get; init; }

    /// <summary>Entry that would mend it, to be checked and submitted; null where the register cannot know.</summary>
    [Id(13)] public Entry? Proposal { get; init; }
}

/// <summary>One page of a worklist, oldest due first.</summary>
[GenerateSerializer, Immutable, Alias("azr.FindingsPage")]
public sealed record FindingsPage
{
    /// <summary>May be fewer than asked for although more follow: what the caller may not see is left out.</summary>
    [Id(0)] public IReadOnlyList<FindingView> Findings { get; init; } = [];

    /// <summary>Cursor of the next page; null at the end.</summary>
    [Id(1)] public string? Next { get; init; }

    [Id(2)] public Refusal? Refusal { get; init; }
}

/// <summary>How many findings of each rule stand.</summary>
[GenerateSerializer, Immutable, Alias("azr.FindingsSummary")]
public sealed record FindingsSummary
{
    [Id(0)] public IReadOnlyList<RuleFindings> Rules { get; init; } = [];

    [Id(1)] public Refusal? Refusal { get; init; }
}

[GenerateSerializer, Immutable, Alias("azr.RuleFindings")]
public sealed record RuleFindings
{
    [Id(0)] public required string Rule { get; init; }

    [Id(1)] public required string Paragraph { get; init; }

    [Id(2)] public required string German { get; init; }

    [Id(3)] public required string English { get; init; }

    [Id(4)] public required int Count { get; init; }

    /// <summary>Of these past the day by which they should be mended.</summary>
    [Id(5)] public required int Overdue { get; init; }

    [Id(6)] public required DateOnly OldestDueOn { get; init; }
}

/// <summary>That the data were checked and stay as they are: the finding rests until they change.</summary>
[GenerateSerializer, Immutable, Alias("azr.FindingContest")]
public sealed record FindingContest
{
    [Id(0)] public required long Finding { get; init; }

    /// <summary><c>correct</c>, <c>evidence</c>, <c>exception</c> or <c>pending</c>.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Whether a finding rests now.</summary>
[GenerateSerializer, Immutable, Alias("azr.ContestReply")]
public sealed record ContestReply
{
    /// <summary>Null if it does.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }
}

/// <summary>
/// Mail to a person came back: whoever wrote it tells the register, which asks the file-keeper to look at an address that has not
/// changed for long (rule Q039). It is no data of the record and shown to nobody.
/// </summary>
[GenerateSerializer, Immutable, Alias("azr.ReturnedMailReport")]
public sealed record ReturnedMailReport
{
    [Id(0)] public required string AzrNumber { get; init; }

    /// <summary>The address that the mail went to, as the caller sees it: <c>address/2</c>.</summary>
    [Id(1)] public required string Fact { get; init; }

    /// <summary>Legal day on which it came back, not after today.</summary>
    [Id(2)] public required DateOnly ReturnedOn { get; init; }

    public override string ToString() => "ReturnedMailReport ***";
}

/// <summary>Whether the register has heard it.</summary>
[GenerateSerializer, Immutable, Alias("azr.ReturnedMailReply")]
public sealed record ReturnedMailReply
{
    /// <summary>Null if it has; <c>record.unknown</c> where the caller sees no such address.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }
}
