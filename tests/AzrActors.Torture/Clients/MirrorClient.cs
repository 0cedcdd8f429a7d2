using AzrActors.Client;
using AzrActors.Municipality;
using AzrActors.Torture.History;

namespace AzrActors.Torture.Clients;

/// <summary>
/// A municipality that keeps its mirror. The line in its history says that a notice has come; that it took effect says
/// the mirror, which holds effect and position in one transaction.
/// </summary>
internal static class MirrorClient
{
    private const string Subscription = "mirror";

    public static async Task RunAsync(IAzrClient client, ClientSettings settings, HistoryFile history, CancellationToken cancellationToken)
    {
        using var mirror = Mirror.Open(settings.MirrorFile, settings.Authority);
        history.Write(new HistoryLine.Opened(HistoryFile.Now, mirror.Position));
        await client.FollowAsync(
            mirror.Position,
            async (notice, token) =>
            {
                history.WriteTaken(notice);
                mirror.Apply(notice);
                if (notice.Sequence % 16 == 0) await AcknowledgeAsync(notice.Sequence, token);
            },
            cancellationToken);

        async Task AcknowledgeAsync(long sequence, CancellationToken token)
        {
            try
            {
                await client.AcknowledgeAsync(Subscription, sequence, token);
            }
            catch (RegisterUnavailableException away)
            {
                // For the operators only; where to go on says the mirror.
                await Console.Error.WriteLineAsync(away.Message);
            }
        }
    }
}
