namespace AzrActors.Torture.Clients;

/// <summary>What a client process is told on its command line.</summary>
/// <param name="Kind">One of the kinds of <c>ClientHistory</c>.</param>
/// <param name="Folder">Place of the run: histories, mirrors, keys.</param>
/// <param name="Begin">Instant at which the run began.</param>
public sealed record ClientSettings(
    string Kind, string Authority, string Folder, IReadOnlyList<string> Gateways, int Seed, DateTimeOffset Begin, Bug? Bug)
{
    public string Histories => Path.Combine(Folder, TorturePlace.HistoryFolder);

    /// <summary>Once this file is there, agencies begin nothing new.</summary>
    public string FinishFile => Path.Combine(Histories, TorturePlace.FinishFile);

    public string MirrorFile => Path.Combine(Histories, $"{Authority}.mirror");
}
