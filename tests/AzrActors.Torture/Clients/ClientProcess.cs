using AzrActors.Client;
using AzrActors.Torture.History;

namespace AzrActors.Torture.Clients;

/// <summary>One life of a client. It may be killed at any moment; the next life goes on from history and positions.</summary>
public static class ClientProcess
{
    /// <summary>Nobody answered for the whole patience; whoever supervises the client starts it again.</summary>
    public const int OutOfReach = 3;

    /// <summary>Something happened that no client should see; the reason stands in the history.</summary>
    public const int Faulty = 4;

    public static async Task<int> RunAsync(ClientSettings settings, CancellationToken cancellationToken)
    {
        var name = ClientHistory.Name(settings.Kind, settings.Authority);
        var before = ClientHistory.Read(settings.Histories, name);
        using var history = HistoryFile.OpenNext(settings.Histories, name);
        try
        {
            var purpose = settings.Kind == ClientHistory.Mirror ? Offices.PurposeOfResidents : Offices.PurposeOfForeigners;
            await using var register = await TortureConnections.OpenAsync(settings.Folder, settings.Gateways, settings.Authority, purpose, cancellationToken);
            await (settings.Kind switch
            {
                ClientHistory.Agency => new AgencyClient(register.Client, settings, history).RunAsync(before, cancellationToken),
                ClientHistory.Mirror => MirrorClient.RunAsync(register.Client, settings, history, cancellationToken),
                ClientHistory.Subscriber => SubscriberClient.RunAsync(register.Client, settings.Bug, history, cancellationToken),
                _ => throw new ArgumentException($"There is no client '{settings.Kind}'.", nameof(settings)),
            });
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (RegisterUnavailableException away)
        {
            await Console.Error.WriteLineAsync(away.Message);
            return OutOfReach;
        }
        catch (Exception fault)
        {
            history.Write(new HistoryLine.GaveUp(HistoryFile.Now, $"{fault.GetType().Name}: {fault.Message}"));
            await Console.Error.WriteLineAsync(fault.ToString());
            return Faulty;
        }
    }
}
