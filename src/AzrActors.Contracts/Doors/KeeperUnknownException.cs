namespace AzrActors.Contracts.Doors;

/// <summary>
/// The assertion names no silo that could remember its nonce, or one that is gone. Nothing was done; sign again with
/// this keeper. The SDK does so by itself.
/// </summary>
[GenerateSerializer, Alias("azr.KeeperUnknownException")]
public sealed class KeeperUnknownException : Exception
{
    public KeeperUnknownException() : this("") { }

    /// <param name="keeper">The silo to name, also the message: an exception's message is what surely travels.</param>
    public KeeperUnknownException(string keeper) : base(keeper) { }

    public KeeperUnknownException(string keeper, Exception innerException) : base(keeper, innerException) { }

    /// <summary>Goes into the claim <c>kpr</c>.</summary>
    public string Keeper => Message;
}
