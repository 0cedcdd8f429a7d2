using AzrActors.Contracts.Receipts;
using AzrActors.Contracts.Webhooks;

namespace AzrActors.Api.Pages;

/// <summary>How a webhook stands, in the words of whoever looks after it.</summary>
internal static class WebhookText
{
    /// <summary>How the webhook stands, and the class of its badge.</summary>
    public static (string Text, string Badge) Standing(Webhook webhook) => webhook switch
    {
        { LastFault: { } fault } => (Fault(fault), "azr-badge--refused"),
        { DeliveredAt: null } => ("noch nichts gesendet", "azr-badge--waiting"),
        _ => ("in Ordnung", "azr-badge--received"),
    };

    /// <summary>Why a parked notice is parked.</summary>
    public static string Reason(ParkedNotice parked) => parked.Behind is { } behind ? $"wartet hinter Meldung {behind}" : Fault(parked.Reason);

    /// <summary>What to do about the fault of a message.</summary>
    /// <param name="status">HTTP status of the answer; null when none came.</param>
    public static string Advice(string fault, int? status) => (fault, status) switch
    {
        (_, >= 300 and < 400) => "Die Adresse leitet weiter, und Weiterleitungen folgt das Register nicht. Bitte tragen Sie die endgültige Adresse ein.",
        (_, 401 or 403) => "Das Fachverfahren weist die Nachricht ab. Bitte prüfen Sie dort Geheimnis und Unterschrift; ein neues Geheimnis machen Sie unten.",
        (_, 404 or 405 or 410) => "Unter dieser Adresse nimmt niemand etwas entgegen. Bitte prüfen Sie ihren Pfad.",
        (_, >= 500) => "Im Fachverfahren ist ein Fehler aufgetreten. Bitte sehen Sie in seinem Protokoll unter der Kennung nach.",
        (_, not null) => "Das Fachverfahren nimmt die Nachricht nicht an. Bitte sehen Sie in seinem Protokoll unter der Kennung nach.",
        _ when IsUnconnected(fault) => "Bitte prüfen Sie Name und Port der Adresse, und ob das Fachverfahren läuft und Verbindungen des Registers hereinlässt.",
        ("no answer in time", _) => "Das Fachverfahren antwortet nicht rechtzeitig. Es soll zuerst antworten und die Nachricht danach verarbeiten.",
        ("certificate not trusted", _) => "Das Zertifikat des Servers ist abgelaufen, gilt für einen anderen Namen oder kommt von keiner anerkannten Stelle.",
        ("address not allowed", _) => "Der Name führt in ein Netz, in das nicht gesendet wird. Bitte wenden Sie sich an den Betrieb des Registers.",
        ("seal broken", _) => "Bitte entfernen Sie den Webhook, richten Sie ihn neu ein und sagen Sie es dem Betrieb des Registers.",
        _ => "Bitte wenden Sie sich an den Betrieb des Registers.",
    };

    private static bool IsUnconnected(string fault) => fault.StartsWith("no connection", StringComparison.Ordinal);

    // What a later build adds is shown as it is said.
    public static string Fault(string fault) => fault switch
    {
        _ when fault.StartsWith("status ", StringComparison.Ordinal) => $"antwortet mit {fault["status ".Length..]}",
        _ when IsUnconnected(fault) => "nicht erreichbar",
        "no answer in time" => "keine Antwort",
        "certificate not trusted" => "Zertifikat nicht vertraut",
        "address not allowed" => "Adresse nicht erlaubt",
        "seal broken" => "Eintrag verfälscht",
        "not readable" => "Meldung nicht lesbar",
        _ => fault,
    };
}
