using System.Globalization;
using AzrActors.Api.Doors;
using AzrActors.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>Addresses of the pages.</summary>
internal static class PageRoutes
{
    public const string Login = "/anmelden";
    public const string Logout = "/abmelden";
    public const string SignedOut = "/abgemeldet";
    public const string Notices = "/meldungen";
    public const string Law = "/befugnisse";
    public const string Stream = "/meldungen/stream";
    public const string ReturnParameter = "returnUrl";
    public const string Search = "/suche";
    public const string WorkStream = "/arbeit/stream";
    public const string Presence = "/arbeit/dabei";
    public const string Incoming = "/eingang";
    public const string Entry = "/erfassen";
    public const string Quality = "/qualitaet";
    public const string QualityExport = "/qualitaet.csv";
    public const string Drafts = "/entwurf";
    public const string Operation = "/betrieb";
    public const string Webhooks = "/webhooks";
    public const string Role = "/rolle";
    public const string Appearance = "/darstellung";

    public const string Duplicates = "/dubletten";
    public const string Merges = "/dubletten/fall";
    public const string MergeStanding = "/dubletten/stand";
    public const string Discard = "/suche/verwerfen";

    public static string Pair(long pair) => string.Create(CultureInfo.InvariantCulture, $"{Duplicates}/{pair}");

    public static string Propose(long pair) => $"{Pair(pair)}/zusammenfuehrung";

    public static string Merge(Guid mergeCase) => $"{Merges}/{mergeCase}";

    public static string Record(string azrNumber) => $"/datensatz/{Uri.EscapeDataString(azrNumber)}";

    public static string Check(string azrNumber) => $"{EntryFor(azrNumber)}/pruefen";

    public static string History(string azrNumber) => $"{Record(azrNumber)}/verlauf";

    public static string Told(string azrNumber) => $"{Record(azrNumber)}/unterrichtet";

    public static string Print(string azrNumber) => $"{Record(azrNumber)}/druck";

    public static string Extract(string azrNumber) => $"{Record(azrNumber)}/auszug.pdf";

    public static string EntryFor(string azrNumber, string? kind = null) =>
        $"{Entry}/{Uri.EscapeDataString(azrNumber)}{(kind is null ? "" : $"?art={Uri.EscapeDataString(kind)}")}";

    public static string Address(string azrNumber) => $"{Record(azrNumber)}/anschrift";

    public static string Webhook(string name) => $"{Webhooks}/{Uri.EscapeDataString(name)}";

    public static string WebhookAddress(string name) => $"{Webhook(name)}/adresse";

    public static string WebhookSecrets(string name) => $"{Webhook(name)}/geheimnis";

    public static string WebhookReplays(string name) => $"{Webhook(name)}/zustellungen";

    public static string WebhookProbe(string name) => $"{Webhook(name)}/probe";

    public static string WebhookRemoval(string name) => $"{Webhook(name)}/ende";

    public static string NoticesBefore(long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Notices}?vor={sequence}");

    public static void MapPages(
        this IEndpointRouteBuilder endpoints, AzrApiOptions options, PageSignInSwitch signIn, DevelopmentIssuerSwitch issuer)
    {
        var pages = endpoints.MapGroup("")
            .WithMetadata(new ExcludeFromDescriptionAttribute(), new RequestSizeLimitAttribute(options.BodyBytesMax), new PageMark());
        pages.MapStart();
        pages.MapSearch();
        pages.MapRecord();
        pages.MapHistoryPages();
        pages.MapIncoming();
        pages.MapDuplicates();
        pages.MapMerges();
        pages.MapWork();
        pages.MapOperation();
        pages.MapQuality();
        pages.MapEntry();
        pages.MapRole();
        pages.MapAppearance();
        pages.MapNoticePages();
        pages.MapWebhookPages();
        pages.MapLawPage();
        pages.MapLogin(signIn);
        if (issuer.On) pages.MapDevelopmentLogin();
    }
}
