namespace AzrActors.Client;

/// <summary>
/// The register stayed out of reach for the whole patience. A submission may or may not have been stored: send the
/// same one, with the same id, again. The inner exception is the last failure.
/// </summary>
public sealed class RegisterUnavailableException : Exception
{
    public RegisterUnavailableException() : this("The register is out of reach.") { }

    public RegisterUnavailableException(string message) : base(message) { }

    public RegisterUnavailableException(string message, Exception? innerException) : base(message, innerException) { }
}
