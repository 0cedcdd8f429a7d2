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

    // What a later build adds is shown as it is said.
    private static string Fault(string fault) => fault switch
    {
        _ when fault.StartsWith("status ", StringComparison.Ordinal) => $"antwortet mit {fault["status ".Length..]}",
        _ when fault.StartsWith("no connection", StringComparison.Ordinal) => "nicht erreichbar",
        "no answer in time" => "keine Antwort",
        "certificate not trusted" => "Zertifikat nicht vertraut",
        "address not allowed" => "Adresse nicht erlaubt",
        "seal broken" => "Eintrag verfälscht",
        "not readable" => "Meldung nicht lesbar",
        _ => fault,
    };
}
