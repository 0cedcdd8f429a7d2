using System.ComponentModel.DataAnnotations;

namespace AzrActors.Api;

/// <summary>
/// The OpenID Connect provider at which officials sign in to the pages (authorization code flow with PKCE), section
/// <c>Api:SignIn</c>. It must know this door as <see cref="ClientId"/> with the addresses <c>/anmelden/rueckkehr</c>,
/// <c>/anmelden/abgemeldet</c> and, for the ends of sessions that it tells by itself, <c>/anmelden/ende</c>.
/// </summary>
public sealed class SignInOptions
{
    /// <summary>Address of the issuer; its discovery document is read from there.</summary>
    [Required, Url]
    public string Authority { get; set; } = "";

    [Required]
    public string ClientId { get; set; } = "azr-pages";

    /// <summary>File with the secret of the client; null for a client without one, which PKCE protects alone.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>Scopes for which the issuer says the claims below, in the id token or at its UserInfo endpoint, separated by blanks.</summary>
    [Required]
    public string Scope { get; set; } = "openid profile";

    /// <summary>Claim with the authority key, once per role that the official may take; the session begins in the first.</summary>
    [Required]
    public string AuthorityClaim { get; set; } = "aut";

    /// <summary>Claim that names the official.</summary>
    [Required]
    public string OfficialClaim { get; set; } = "name";

    /// <summary>Claim with the purpose in which the session begins; without it that of the authority's kind.</summary>
    [Required]
    public string PurposeClaim { get; set; } = "pur";
}
