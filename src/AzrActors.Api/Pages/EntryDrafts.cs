using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.DataProtection;

namespace AzrActors.Api.Pages;

/// <summary>
/// What is being typed, sealed for the official who types it. The browser keeps the sealed text and cannot read it; the
/// register keeps nothing (ADR 23).
/// </summary>
internal sealed class EntryDrafts(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public string Seal(Caller caller, string content) => ProtectorOf(caller).Protect(content, Lifetime);

    /// <summary>What was sealed; null if it was sealed for somebody else, too long ago, or altered.</summary>
    public string? Open(Caller caller, string sealedText)
    {
        try
        {
            return ProtectorOf(caller).Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector ProtectorOf(Caller caller) =>
        protection.CreateProtector("azr.draft", caller.Authority, caller.Official).ToTimeLimitedDataProtector();
}
