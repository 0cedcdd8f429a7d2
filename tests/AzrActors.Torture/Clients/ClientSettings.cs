namespace AzrActors.Torture.Clients;

/// <summary>What a client process is told on its command line.</summary>
/// <param name="Kind">One of the kinds of <c>ClientHistory</c>.</param>
/// <param name="Folder">Place of the run: histories, mirrors, keys.</param>
/// <param name="Until">Instant at which an agency begins nothing new.</param>
public sealed record ClientSettings(
    string Kind, string Authority, string Folder, IReadOnlyList<string> Gateways, int Seed, DateTimeOffset Until, Bug? Bug)
{
    public string Histories => Path.Combine(Folder, TorturePlace.HistoryFolder);

    public string MirrorFile => Path.Combine(Histories, $"{Authority}.mirror");
}
