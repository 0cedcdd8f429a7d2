using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Client;
using AzrActors.Contracts.Law;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

internal static class LawRoutes
{
    public static void MapLawPage(this IEndpointRouteBuilder pages) => pages.MapGet(PageRoutes.Law, ShowAsync);

    /// <summary>What a kind of authority may do with each item; for a named item also why, or why not.</summary>
    private static async Task<IResult> ShowAsync(
        [AsParameters] LawForm form, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var kinds = await client.ListKindsAsync(cancellationToken);
        form = form with { Behoerde = Kind(kinds, form.Behoerde) };
        var rights = await client.ListRightsAsync(form.Behoerde!, day: null, cancellationToken);
        var statable = await client.ListCircumstancesAsync(form.Behoerde, form.PurposeOrNone, cancellationToken);
        // Chosen for another kind or purpose: the list then shows "open" again.
        form = form with { Umstand = form.Umstand?.Where(word => word == LawQuestion.NoneStated || statable.Any(one => one.Id == word)).ToArray() };
        var reply = string.IsNullOrWhiteSpace(form.Sachverhalt) ? null : await client.ExplainAsync(form.ToQuestion(), cancellationToken);
        return PageResults.Page<LawPage>(
            new { Form = form, Statable = statable, Kinds = kinds, Rows = rights.Where(row => row.Group == form.GroupOrFirst).ToList(), Reply = reply },
            reply is { Answer: null } ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static string Kind(IReadOnlyList<LawKind> kinds, string? asked) =>
        kinds.FirstOrDefault(kind => kind.Id == asked)?.Id ?? kinds[0].Id;
}

/// <summary>The question of the page about the law, as it stands in its address.</summary>
/// <param name="Umstand">Circumstances that the request would state, or <see cref="LawQuestion.NoneStated"/>; null leaves them open.</param>
public sealed record LawForm(string? Behoerde, int? Gruppe, string? Sachverhalt, string? Zweck, string? Richtung, string[]? Umstand)
{
    public int GroupOrFirst => Gruppe is >= 1 and <= 3 ? Gruppe.Value : 1;

    public string DirectionOrRead => Richtung == LawQuestion.Write ? LawQuestion.Write : LawQuestion.Read;

    public string? PurposeOrNone => string.IsNullOrWhiteSpace(Zweck) ? null : Zweck.Trim();

    public LawQuestion ToQuestion() => new()
    {
        Authority = Behoerde!, Item = Sachverhalt!.Trim(), Group = GroupOrFirst, Direction = DirectionOrRead,
        Purpose = PurposeOrNone, Stating = LawQuestion.ToStating(Umstand),
    };
}
