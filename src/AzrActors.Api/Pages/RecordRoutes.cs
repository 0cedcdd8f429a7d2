using System.Globalization;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Live;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

internal static class RecordRoutes
{
    public static void MapRecord(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/datensatz/{azrNumber}", ShowAsync);
        pages.MapPost("/datensatz/{azrNumber}/anschrift", ReportAddressAsync);
    }

    private static Task<IResult> ShowAsync(
        string azrNumber, string? gespeichert, string[]? umstand, string? bekannt, string? gueltig, ClaimsPrincipal user, IAzrClients clients,
        TimeProvider time, CancellationToken cancellationToken) =>
        RenderAsync(azrNumber, user, clients.For(user.ToCaller()),
            new Outcome
            {
                Stored = gespeichert is null ? null : StoredText(gespeichert), Stating = umstand ?? [], Known = Day(bekannt), Valid = Day(gueltig),
            },
            time, cancellationToken);

    private static async Task<IResult> ReportAddressAsync(
        string azrNumber, [FromForm] AddressForm form, ClaimsPrincipal user, IAzrClients clients, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var today = LegalCalendar.DayOf(time.GetUtcNow());
        var reply = await client.SubmitAsync(
            AddressSubmission.Of(form, azrNumber, client.Caller, today), cancellationToken);
        if (reply.Refusal is { } refusal)
            return await RenderAsync(azrNumber, user, client,
                new Outcome { Form = form, Errors = AddressSubmission.Errors(refusal) }, time, cancellationToken);
        var receipt = reply.Receipt!;
        var stored = reply.Outcome == SubmissionOutcome.Unchanged ? "unveraendert"
            : receipt.Version.ToString(CultureInfo.InvariantCulture);
        // Doubts are shown at once. Reloading that page sends the same submission id and gets the same receipt.
        return receipt.Findings.Count > 0
            ? await RenderAsync(azrNumber, user, client,
                new Outcome { Stored = StoredText(stored), Doubts = receipt.Findings }, time, cancellationToken)
            : TypedResults.LocalRedirect($"{PageRoutes.Record(azrNumber)}?gespeichert={stored}");
    }

    private static async Task<IResult> RenderAsync(
        string azrNumber, ClaimsPrincipal user, IAzrClient client, Outcome outcome, TimeProvider time, CancellationToken cancellationToken)
    {
        // Before the record, so that a change in between is announced rather than missed.
        var after = await NoticeFeed.LastAsync(client, cancellationToken);
        var statable = client.ListCircumstancesAsync(cancellationToken: cancellationToken);
        // With what is wrong with it: one look is one entry in the log.
        var request = new RecordRequest
        {
            AzrNumber = azrNumber, Stating = outcome.Stating, KnownOn = outcome.Known, ValidOn = outcome.Valid, WithFindings = outcome.AsOf is null,
        };
        var reading = client.ReadAsync(request, cancellationToken);
        var concerns = outcome.AsOf is null ? await RecordConcerns.OfAsync(client, azrNumber, reading, cancellationToken) : null;
        var reply = await reading;
        if (reply.View is not { } view)
            return outcome.Stating.Count > 0
                ? PageResults.Page<StatusPage>(
                    new { Heading = "Keine Auskunft", Text = reply.Refusal!.German }, ProblemCatalogue.OfRefusal(reply.Refusal.Code).Status)
                : await SearchRoutes.FoundNobodyAsync(user, client, azrNumber, reply.Refusal!, cancellationToken);
        var form = outcome.Form ?? new AddressForm();
        // A refused submission is corrected and sent as a new one, for the version that is shown now.
        form.SubmissionId = Guid.CreateVersion7();
        form.ExpectedVersion = view.Version;
        return PageResults.Page<RecordPage>(
            new
            {
                Record = new RecordDisplay(azrNumber, view), After = after, Form = form, outcome.Errors,
                outcome.Stored, outcome.Doubts, Concerns = concerns, Statable = await statable, outcome.Stating, outcome.AsOf,
                Today = outcome.Valid ?? LegalCalendar.DayOf(time.GetUtcNow()),
            },
            outcome.Errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static string StoredText(string version) =>
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? $"Der Datensatz hat jetzt Version {number}." : "Sie war schon bekannt; es gibt keine neue Version.";

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private sealed record Outcome
    {
        public DateOnly? Known { get; init; }
        public DateOnly? Valid { get; init; }

        public string? AsOf => (Known, Valid) switch
        {
            (null, null) => null,
            ({ } known, null) => $"Stand: bekannt am {GermanText.Day(known)}.",
            (null, { } valid) => $"Stand: gültig am {GermanText.Day(valid)}, wie es heute bekannt ist.",
            ({ } known, { } valid) => $"Stand: gültig am {GermanText.Day(valid)}, wie es am {GermanText.Day(known)} bekannt war.",
        };

        public AddressForm? Form { get; init; }
        public IReadOnlyList<FieldError> Errors { get; init; } = [];
        public string? Stored { get; init; }
        public IReadOnlyList<string> Stating { get; init; } = [];
        public IReadOnlyList<Finding> Doubts { get; init; } = [];
    }
}
