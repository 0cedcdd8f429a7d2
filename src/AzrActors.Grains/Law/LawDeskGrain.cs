using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Domain.Catalogue;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.PersonRecords;
using Orleans.Concurrency;

namespace AzrActors.Grains.Law;

/// <summary>Answers from the same tables that decide about submissions, views and notices.</summary>
[StatelessWorker, Reentrant]
internal sealed class LawDeskGrain(AuthoritiesCache authorities, RegisterClock clock) : Grain, ILawDesk
{
    public Task<LawReply> ExplainAsync(LawQuestion question, CancellationToken cancellationToken)
    {
        RightDirection? direction = question.Direction switch
        {
            LawQuestion.Read => RightDirection.Read,
            LawQuestion.Write => RightDirection.Write,
            _ => null,
        };
        if (direction is null) return Task.FromResult(ToReply(new InquiryFault("direction", "Die Richtung ist read oder write.", "The direction is read or write.")));
        var inquiry = LawInquiry.Ask(direction.Value, question.Authority, question.Item, question.Group, question.Purpose,
            question.Day ?? clock.Now().Today, question.Stating);
        return Task.FromResult(inquiry.Fault is { } fault ? ToReply(fault) : new LawReply { Answer = ToAnswer(inquiry, question) });
    }

    public Task<IReadOnlyList<LawRow>> ListRightsAsync(string authority, DateOnly? day, CancellationToken cancellationToken)
    {
        IReadOnlyList<LawRow> rows = LawInquiry.FindKind(authority) is not { } kind
            ? []
            : [.. LawInquiry.RightsOf(kind, LegalState.On(day ?? clock.Now().Today)).Select(row => new LawRow
            {
                Item = row.Item.Reference, ItemId = row.Item.Id, ItemName = row.Item.German, Group = (int)row.Group, Write = row.Writes, Read = row.Reads,
            })];
        return Task.FromResult(rows);
    }

    public Task<IReadOnlyList<LawItem>> ListItemsAsync(DateOnly? day, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LawItem>>([.. LegalState.On(day ?? clock.Now().Today).Items.Select(ToItem)]);

    public Task<IReadOnlyList<LawCode>> ListCodesAsync(string list, DateOnly? day, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LawCode>>(
            [.. NamedLists.On(list, day ?? clock.Now().Today).Select(entry => new LawCode(entry.Code, entry.Name))]);

    public Task<IReadOnlyList<LawKind>> ListKindsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LawKind>>([.. AuthorityKind.All.Select(kind => new LawKind(kind.Id, kind.German, kind.English))]);

    public async Task<IReadOnlyList<LawCircumstance>> ListCircumstancesAsync(
        string? authority, string? purpose, CancellationToken cancellationToken)
    {
        var today = clock.Now().Today;
        if (authority is not null)
            return LawInquiry.FindKind(authority) is { } kind ? ToCircumstances(kind, Purpose.Find(purpose, today), today) : [];
        return await authorities.FindCallerAsync(GrainFactory) is { } caller
            ? ToCircumstances(caller.Kind, Purpose.StatedBy(caller, VerifiedCaller.Current.Purpose, today), today) : [];
    }

    private static IReadOnlyList<LawCircumstance> ToCircumstances(AuthorityKind kind, Purpose? purpose, DateOnly today) =>
    [
        .. Circumstance.Of(kind, purpose, today).Select(one => new LawCircumstance
        {
            Id = one.Id, Paragraph = one.FindBasis(kind, purpose, today)!, German = one.German, English = one.English,
        }),
    ];

    private static LawItem ToItem(AnnexItem item)
    {
        var catalogued = ItemCatalogue.Get(item.Id);
        return new LawItem
        {
            Item = item.Reference,
            ItemId = item.Id,
            ItemName = item.German,
            Groups = [.. Enum.GetValues<PersonGroup>().Where(item.IsStoredFor).Select(group => (int)group)],
            Timing = item.Timing,
            Keeping = catalogued.Keeping.ToString().ToLowerInvariant(),
            Fields = [.. catalogued.Fields.Select(field => new LawField
            {
                Name = field.Name, Label = field.Label, Type = field.Type.ToString().ToLowerInvariant(), LengthMax = field.LengthMax,
                Mandatory = field.Mandatory, CountMax = field.CountMax, List = field.List,
            })],
        };
    }

    private static LawAnswer ToAnswer(LawInquiry inquiry, LawQuestion question)
    {
        var (kind, explanation) = (inquiry.Kind!, inquiry.Explanation!);
        return new LawAnswer
        {
            Allowed = explanation.Allowed,
            Direction = question.Direction,
            Authority = kind.Id,
            Row = explanation.Item.Row,
            Letter = explanation.Item.Letter,
            ItemId = explanation.Item.Id,
            ItemName = explanation.Item.German,
            Group = question.Group,
            Purpose = inquiry.Purpose?.Code,
            LegalState = inquiry.State.Name,
            Paragraph = explanation.Paragraph,
            Reason = explanation.Reason?.ToString(),
            Conditions = explanation.ConditionTexts,
            German = explanation.German(kind),
            English = explanation.English(kind),
        };
    }

    private static LawReply ToReply(InquiryFault fault) => new() { Fault = fault.Part, German = fault.German, English = fault.English };
}
