namespace AzrActors.Contracts.Doors;

/// <summary>
/// The register cannot answer right now (its database restarts, its queues are full). Sending the same call again is
/// safe and sensible; the SDK does so by itself.
/// </summary>
[GenerateSerializer, Alias("azr.RegisterBusyException")]
public sealed class RegisterBusyException : Exception
{
    public RegisterBusyException() : this("The register is busy; send the same call again.") { }

    public RegisterBusyException(string message) : base(message) { }

    public RegisterBusyException(string message, Exception innerException) : base(message, innerException) { }
}
