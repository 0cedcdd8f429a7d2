using AzrActors.Client.Calls;
using AzrActors.Client.Push;
using AzrActors.Contracts.Doors;
using Microsoft.Extensions.Logging;

namespace AzrActors.Client;

internal sealed class AzrClients(
    RegisterCalls calls, NoticeSubscriptions subscriptions, TimeProvider time, ILogger<AzrClient> logger) : IAzrClients
{
    public IAzrClient For(Caller caller) => new AzrClient(caller, calls, subscriptions, time, logger);
}
