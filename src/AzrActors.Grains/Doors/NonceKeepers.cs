using AzrActors.Contracts.Doors;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Services;
using Orleans.Services;

namespace AzrActors.Grains.Doors;

/// <summary>The nonce book of one silo, for the other silos.</summary>
internal interface INonceKeeper : IGrainService
{
    Task<NonceFate> TakeAsync(string keyId, Guid nonce);
}

internal sealed class NonceKeeperService(GrainId id, Silo silo, ILoggerFactory loggers, NonceBook book)
    : GrainService(id, silo, loggers), INonceKeeper
{
    public Task<NonceFate> TakeAsync(string keyId, Guid nonce) => Task.FromResult(book.Take(keyId, nonce));
}

/// <summary>Where assertions are used up.</summary>
public interface INonces
{
    /// <summary>The keeper to name here.</summary>
    string Own { get; }

    /// <returns>Null when the named keeper is not there.</returns>
    /// <exception cref="RegisterBusyException">It is there and does not answer.</exception>
    ValueTask<NonceFate?> TakeAsync(string? keeper, string keyId, Guid nonce);
}

/// <summary>
/// Asks the silo that an assertion names whether its nonce is new. That silo alone remembers it, in its memory: the
/// name of a silo holds the moment of its start, so a silo that has forgotten has another name, and an assertion that
/// names the old one is worth nothing.
/// </summary>
internal sealed class NonceKeepers(IServiceProvider services, NonceBook book, ILocalSiloDetails local, ISiloStatusOracle silos)
    : GrainServiceClient<INonceKeeper>(services), INonces
{
    public string Own { get; } = local.SiloAddress.ToParsableString();

    public async ValueTask<NonceFate?> TakeAsync(string? keeper, string keyId, Guid nonce)
    {
        if (keeper == Own) return book.Take(keyId, nonce);
        if (Find(keeper) is not { } other) return null;
        try
        {
            return await GetGrainService(other).TakeAsync(keyId, nonce);
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            throw new RegisterBusyException("The silo that remembers this nonce does not answer; sign anew and send again.", failure);
        }
    }

    // Compared with the members instead of parsed: what a client wrote never becomes an address to call.
    private SiloAddress? Find(string? keeper) => silos.GetApproximateSiloStatuses(onlyActive: true).Keys
        .FirstOrDefault(member => member.ToParsableString() == keeper);
}
