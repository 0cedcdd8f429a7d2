using AzrActors.Client;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Api.Pages;

/// <summary>One thing that waits for this role.</summary>
/// <param name="Kind">Name of its kind, for the filter.</param>
/// <param name="Path">Where it is dealt with.</param>
/// <param name="Sequence">Number of the notice, for who is on it; null for other kinds.</param>
public sealed record WorkItem(string Kind, string Title, string Person, string Detail, string Path, DateTimeOffset Since, long? Sequence);

/// <summary>Everything that waits for a role, oldest first: each kind comes from the desk that knows it.</summary>
internal static class Worklist
{
    public const string Arrived = "Eingang";
    public const string Asked = "Rückfrage";
    public const string Aside = "Zurückgestellt";

    /// <summary>Kinds in the order of the filter.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Arrived, Asked, Aside];

    public static async Task<(IReadOnlyList<WorkItem> Items, long Last)> ListAsync(IAzrClient client, CancellationToken cancellationToken)
    {
        var (open, last) = await new Incoming(client).ListAsync(cancellationToken);
        return ([.. open.Select(OfNotice).OrderBy(item => item.Since)], last);
    }

    private static WorkItem OfNotice(IncomingNotice one) => new(
        one.Standing.Status switch
        {
            DeliveryStatus.Parked => Aside,
            DeliveryStatus.Refused => Asked,
            _ => Arrived,
        },
        one.Notice.Occasion,
        one.Notice.PersonName.Length > 0 ? one.Notice.PersonName : "ohne Angaben zur Person",
        string.Join("; ", NoticeLine.Of(one.Notice).Take(2).Select(line => $"{line.Label} {line.Text}")),
        $"{PageRoutes.Incoming}#meldung-{one.Notice.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
        one.Notice.RecordedAt,
        one.Notice.Sequence);
}
