using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace AzrActors.Api.Problems;

/// <summary>One kind of problem: stable code, status of the reply and a title in both languages.</summary>
internal sealed record ProblemKind(string Code, int Status, string German, string English)
{
    /// <summary>Identifies the kind for programs; it is a name, not an address (RFC 9457 section 3.1.1).</summary>
    public string Type => $"urn:azr:problem:{Code}";
}

/// <summary>Every problem this door reports: the refusals of the register and the faults of a request.</summary>
internal static class ProblemCatalogue
{
    public static readonly ProblemKind RequestInvalid = new("request.invalid", StatusCodes.Status400BadRequest,
        "Die Anfrage ist nicht lesbar.", "The request cannot be read.");
    public static readonly ProblemKind CallerUnproven = new("caller.unproven", StatusCodes.Status401Unauthorized,
        "Die Behörde hat sich nicht ausgewiesen.", "The authority has not identified itself.");
    public static readonly ProblemKind CallerNotAllowed = new("caller.not-allowed", StatusCodes.Status403Forbidden,
        "Das darf diese Behörde nicht.", "This authority may not do that.");
    public static readonly ProblemKind ResourceUnknown = new("resource.unknown", StatusCodes.Status404NotFound,
        "Diese Adresse gibt es nicht.", "There is nothing at this address.");
    public static readonly ProblemKind MethodNotAllowed = new(
        "request.method-not-allowed", StatusCodes.Status405MethodNotAllowed,
        "Diese Methode gibt es hier nicht.", "This method is not available here.");
    public static readonly ProblemKind BodyTooLarge = new("request.too-large", StatusCodes.Status413PayloadTooLarge,
        "Die Anfrage ist zu groß.", "The request is too large.");
    public static readonly ProblemKind MediaTypeUnsupported = new(
        "request.media-type", StatusCodes.Status415UnsupportedMediaType,
        "Der Inhalt muss application/json sein.", "The content must be application/json.");
    public static readonly ProblemKind TooManyRequests = new("caller.too-many-requests", StatusCodes.Status429TooManyRequests,
        "Die Behörde fragt zu oft; bitte später erneut versuchen.", "The authority calls too often; try again later.");
    public static readonly ProblemKind TooManyStreams = new("stream.too-many", StatusCodes.Status429TooManyRequests,
        "Es sind schon zu viele Meldungsströme offen.", "Too many notice streams are open already.");
    public static readonly ProblemKind PositionUnknown = new("stream.position-unknown", StatusCodes.Status409Conflict,
        "Die Meldungen dieser Behörde enden vor dieser Nummer.",
        "The notices of this authority end before this position.");
    public static readonly ProblemKind KeyReused = new("request.key-reused", StatusCodes.Status409Conflict,
        "Der Schlüssel steht schon für einen anderen Aufruf.", "The key stands for another call already.");
    public static readonly ProblemKind Unexpected = new("api.unexpected", StatusCodes.Status500InternalServerError,
        "Ein unerwarteter Fehler ist aufgetreten.", "An unexpected error occurred.");
    public static readonly ProblemKind RegisterUnavailable = new(
        "register.unavailable", StatusCodes.Status503ServiceUnavailable,
        "Das Register ist gerade nicht erreichbar.", "The register is out of reach at the moment.");
    private static readonly ProblemKind RefusedOtherwise = new(
        "submission.refused", StatusCodes.Status422UnprocessableEntity,
        "Das Register hat abgelehnt.", "The register refused.");

    private static readonly FrozenDictionary<string, ProblemKind> Refusals = new ProblemKind[]
    {
        new("submission.faulty", 422, "Die Übermittlung ist fehlerhaft.", "The submission is faulty."),
        new("submission.id-reused", 409, "Die Übermittlungskennung ist vergeben.", "The submission id is taken."),
        new("sender.not-entitled", 403, "Die Behörde ist nicht befugt.", "The authority is not entitled."),
        new("sender.mismatch", 403, "Die Behörde stimmt nicht mit dem Nachweis überein.",
            "The authority is not the proven one."),
        new("sender.not-the-register", 403, "Das darf nur die Registerbehörde.", "Only the register authority may do this."),
        new("sender.unknown", 403, "Die Behörde ist nicht verzeichnet.", "The authority is not in the directory."),
        new("record.unknown", 404, "Kein Datensatz gefunden.", "No record found."),
        new("record.version-stale", 412, "Der Datensatz wurde inzwischen geändert.",
            "The record has changed meanwhile."),
        new("record.registration-misplaced", 422, "Die erstmalige Speicherung steht an falscher Stelle.",
            "The registration is misplaced."),
        new("record.merged", 409, "Der Datensatz wurde zusammengeführt.", "The record was merged."),
        new("search.too-thin", 422, "Die Angaben reichen für eine Suche nicht.", "Too little is given for a search."),
        new("search.unknown", 404, "Die Suche ist unbekannt.", "The search is unknown."),
        new("merge.not-in-this-state", 409, "Das geht in diesem Stand nicht.", "Not in this state."),
        new("merge.persons-differ", 409, "Es sind verschiedene Personen.", "The persons differ."),
        new("receipt.unsigned", 403, "Die Quittung ist nicht unterschrieben.", "The receipt is not signed."),
        new("receipt.never-sent", 409, "Diese Mitteilungen gibt es nicht.", "There are no such notices."),
        new("receipt.other-content", 409, "Die Mitteilungen lauten anders.", "The notices read otherwise."),
        new("receipt.gap", 409, "Frühere Quittungen fehlen.", "Earlier receipts are missing."),
        new("receipt.given-before", 409, "Die Mitteilung ist schon quittiert.", "The notice was acknowledged before."),
        new("authority.changed", 412, "Die Behörde wurde inzwischen geändert.", "The authority has changed meanwhile."),
        new("webhook.address-not-allowed", 422, "An diese Adresse wird nicht gesendet.", "Nothing is sent to this address."),
        new("webhook.too-many", 409, "Es sind zu viele Webhooks.", "There are too many webhooks."),
        new("purpose.unknown", 400, "Der Zweck ist unbekannt.", "The purpose is unknown."),
        new("circumstance.unknown", 400, "Den Umstand kann keine Anfrage angeben.", "No request can state the circumstance."),
        new("circumstance.not-of-caller", 403, "Den Umstand darf diese Behörde nicht angeben.",
            "This authority may not state the circumstance."),
        new("finding.unknown", 404, "Den Hinweis gibt es nicht.", "There is no such finding."),
        new("rule.unknown", 404, "Die Regel gibt es nicht.", "There is no such rule."),
        new("finding.reason-unknown", 400, "Den Grund gibt es nicht.", "There is no such reason."),
        new("azr-number.invalid", 400, "Die AZR-Nummer ist ungültig.", "The AZR number is invalid."),
    }.ToFrozenDictionary(kind => kind.Code);

    /// <summary>Kinds of every status a request can be answered with before the register is asked.</summary>
    public static IReadOnlyList<ProblemKind> Requests { get; } =
    [
        RequestInvalid, CallerUnproven, CallerNotAllowed, ResourceUnknown, MethodNotAllowed, BodyTooLarge,
        MediaTypeUnsupported, TooManyRequests, TooManyStreams, PositionUnknown, KeyReused, Unexpected, RegisterUnavailable,
    ];

    public static IEnumerable<ProblemKind> All =>
        Requests.Concat(Refusals.Values.OrderBy(kind => kind.Code, StringComparer.Ordinal));

    /// <summary>Kind of a refusal. A code this door does not know yet is passed on with status 422.</summary>
    public static ProblemKind OfRefusal(string code) =>
        Refusals.GetValueOrDefault(code) ?? RefusedOtherwise with { Code = code };

    /// <summary>Kind of a reply that has a status and nothing else.</summary>
    public static ProblemKind OfStatus(int status) => Requests.FirstOrDefault(kind => kind.Status == status)
        ?? (status >= StatusCodes.Status500InternalServerError ? Unexpected : RequestInvalid) with { Status = status };
}
