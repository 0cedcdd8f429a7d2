using AzrActors.Contracts.Doors;

namespace AzrActors.Client;

// Stands in for the types of the client until branch "push" is merged.
public interface IAzrClients
{
    IAzrClient For(Caller caller);
}

public sealed class AzrClientOptions
{
    public TimeSpan Patience { get; set; }
}

public sealed class RegisterUnavailableException : Exception
{
    public RegisterUnavailableException(string message, Exception? inner = null) : base(message, inner) { }
}
