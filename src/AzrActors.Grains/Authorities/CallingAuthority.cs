using AzrActors.Contracts.Doors;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Grains.Authorities;

/// <summary>The authority that the running call was proved to come from.</summary>
internal static class CallingAuthority
{
    /// <exception cref="UnauthorizedAccessException">No assertion of this call was verified.</exception>
    public static AuthorityKey Key => AuthorityKey.Parse(VerifiedCaller.Current.Authority);

    public static bool IsRegister => VerifiedCaller.Current.Authority == AuthorityKey.Register.Value;
}
