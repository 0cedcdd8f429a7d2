using AzrActors.Contracts.Doors;

namespace AzrActors.Client;

/// <summary>Clients for changing callers over one connection, for programs that serve several officials.</summary>
public interface IAzrClients
{
    /// <summary>The register as this caller sees it. Cheap; the signing key must be entitled to speak for the authority.</summary>
    IAzrClient For(Caller caller);
}
