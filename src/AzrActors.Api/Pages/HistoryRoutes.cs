using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Http;
using AzrActors.Api.Live;
using AzrActors.Api.Pdf;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Receipts;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>The pages of a person beside the overview: timeline and differences, who was told, and everything on paper.</summary>
internal static class HistoryRoutes
{
    /// <summary>Own submissions on one page of who was told: each is asked for by itself.</summary>
    private const int ToldMax = 20;

    public static void MapHistoryPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/datensatz/{azrNumber}/verlauf", ShowAsync);
        pages.MapGet("/datensatz/{azrNumber}/unterrichtet", ShowToldAsync);
        pages.MapGet("/datensatz/{azrNumber}/druck", PrintAsync);
        pages.MapGet("/datensatz/{azrNumber}/auszug.pdf", ExtractAsync);
    }

    private static async Task<IResult> ShowAsync(
        string azrNumber, int? von, int? bis, ClaimsPrincipal user, IAzrClients clients, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var after = await NoticeFeed.LastAsync(client, cancellationToken);
        if (await ReadAsync(client, new HistoryRequest { AzrNumber = azrNumber }, cancellationToken) is not { View: { } view, History: { } history })
            return await RefuseAsync(client, azrNumber, cancellationToken);
        var isAsked = von >= 0 && bis > von;
        return PageResults.Page<HistoryPage>(new
        {
            Record = new RecordDisplay(azrNumber, view), Today = LegalCalendar.DayOf(time.GetUtcNow()), After = after, Entries = Timeline.Of(history.Versions),
            Differences = isAsked ? VersionDifferences.Of(history.Versions, von!.Value, bis!.Value) : null,
        });
    }

    private static async Task<IResult> ShowToldAsync(
        string azrNumber, int? vor, ClaimsPrincipal user, IAzrClients clients, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        if (await ReadAsync(client, new HistoryRequest { AzrNumber = azrNumber, Before = vor > 0 ? vor : null }, cancellationToken) is not { View: { } view, History: { } history })
            return await RefuseAsync(client, azrNumber, cancellationToken);
        var own = Timeline.Of(history.Versions).Where(entry => entry.Version.OwnSubmission is not null).ToList();
        var submissions = new List<(TimelineEntry, IReadOnlyList<Delivery>)>();
        foreach (var entry in own.Take(ToldMax))
        {
            var reply = await client.Deliveries.ListDeliveriesAsync(entry.Version.OwnSubmission!.Value, cancellationToken);
            submissions.Add((entry, reply.Deliveries ?? []));
        }
        var authorities = await client.ListAuthoritiesAsync(cancellationToken);
        var kinds = await client.ListKindsAsync(cancellationToken);
        return PageResults.Page<ToldPage>(new
        {
            Record = new RecordDisplay(azrNumber, view), Today = LegalCalendar.DayOf(time.GetUtcNow()),
            Submissions = (IReadOnlyList<(TimelineEntry, IReadOnlyList<Delivery>)>)submissions,
            Earlier = own.Count > ToldMax ? own[ToldMax - 1].Version.Version : history.Earlier,
            Names = (IReadOnlyDictionary<string, string>)authorities.Select(one => (one.Key, one.Name)).Concat(kinds.Select(kind => (kind.Id, kind.German)))
                .ToDictionary(),
        });
    }

    private static async Task<IResult> PrintAsync(
        string azrNumber, ClaimsPrincipal user, IAzrClients clients, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var reply = await client.ReadAsync(azrNumber, cancellationToken);
        return reply.View is { } view
            ? PageResults.Page<PrintPage>(new
            {
                Record = new RecordDisplay(azrNumber, view), At = time.GetUtcNow(), client.Caller, Authority = user.AuthorityName(),
            })
            : NoRecord(reply.Refusal!);
    }

    /// <summary>The print view as a file. Its name says nothing about the person: it lies in a folder of downloads.</summary>
    private static async Task<IResult> ExtractAsync(
        string azrNumber, ClaimsPrincipal user, IAzrClients clients, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var reply = await client.ReadAsync(azrNumber, cancellationToken);
        return reply.View is { } view
            ? TypedResults.File(
                RecordExtract.Of(new RecordDisplay(azrNumber, view), client.Caller, user.AuthorityName(), time.GetUtcNow()), RecordExtract.MediaType,
                $"AZR-Auszug-{time.GetUtcNow():yyyyMMdd-HHmmss}.pdf")
            : NoRecord(reply.Refusal!);
    }

    public static IResult NoRecord(Refusal refusal) => PageResults.Page<StatusPage>(
        new { Heading = "Kein Datensatz", Text = refusal.German }, ProblemCatalogue.OfRefusal(refusal.Code).Status);

    /// <summary>For what is no record itself but answered like one that nobody may see.</summary>
    /// <param name="what">With its article, for example "dieses Paar".</param>
    public static IResult NoneOf(string what, Refusal refusal) => ProblemCatalogue.OfRefusal(refusal.Code).Status != StatusCodes.Status404NotFound
        ? NoRecord(refusal) : PageResults.Page<StatusPage>(
            new { Heading = "Nichts gefunden", Text = $"Es gibt {what} nicht oder nicht für Ihre Behörde." }, StatusCodes.Status404NotFound);

    /// <summary>The record and its past in one call, because one look is one retrieval in the log.</summary>
    public static async Task<(RecordView? View, RecordHistory? History)> ReadAsync(
        IAzrClient client, HistoryRequest request, CancellationToken cancellationToken)
    {
        var history = (await client.ReadHistoryAsync(request with { WithRecord = true }, cancellationToken)).History;
        // A silo of the former build tells the past alone.
        return history is null ? default : (history.Record ?? (await client.ReadAsync(request.AzrNumber, cancellationToken)).View, history);
    }

    /// <summary>The answer of the register in its own words; asked again, because a record may have gone between two calls.</summary>
    public static async Task<IResult> RefuseAsync(IAzrClient client, string azrNumber, CancellationToken cancellationToken) =>
        (await client.ReadAsync(azrNumber, cancellationToken)).Refusal is { } refusal
            ? NoRecord(refusal) : PageResults.Page<StatusPage>(new { Heading = "Kein Verlauf", Text = "Bitte laden Sie die Seite neu." }, StatusCodes.Status409Conflict);
}
