using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AzrActors.Api;

/// <summary>Settings of the HTTP door, section <c>Api</c>.</summary>
public sealed class AzrApiOptions
{
    public const string Section = "Api";

    /// <summary>
    /// Whether this host issues tokens to officials without proof. Null means: in development on a loopback address. True
    /// anywhere else stops the start.
    /// </summary>
    public bool? DevelopmentIssuer { get; set; }

    /// <summary>Issuer of bearer tokens that this door accepts; null accepts none.</summary>
    [ValidateObjectMembers]
    public OidcOptions? Oidc { get; set; }

    /// <summary>Provider at which officials sign in to the pages; null for the development issuer, or where there is none, nobody.</summary>
    [ValidateObjectMembers]
    public SignInOptions? SignIn { get; set; }

    /// <summary>
    /// Folder for the keys that seal session cookies; shared by all silos. Null leaves it to the platform.
    /// </summary>
    public string? SessionKeyFolder { get; set; }

    /// <summary>Largest request body, in bytes.</summary>
    [Range(1_024, 10_485_760)]
    public int BodyBytesMax { get; set; } = 256 * 1_024;

    /// <summary>Pause after which an idle event stream sends a comment, so that proxies keep it open.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan StreamHeartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Age at which a stream ends; the client comes back and proves itself again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan StreamLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Streams one official of one authority may hold open at this silo.</summary>
    [Range(1, 1_000)]
    public int StreamsPerOfficialMax { get; set; } = 16;

    /// <summary>How many calls this silo takes of one caller.</summary>
    [Required, ValidateObjectMembers]
    public RateLimitOptions RateLimits { get; set; } = new();

    /// <summary>Time without a click after which a session ends.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Time after which a session ends whatever happens in it, so that the provider is asked again.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SessionMax { get; set; } = TimeSpan.FromHours(10);
}

/// <summary>Calls that one silo takes of one caller: a bucket that holds some calls and fills again steadily.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Calls per second that one authority may make for long.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>Calls that one authority may make at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int RequestsAtOnce { get; set; } = 1_000;

    /// <summary>Calls per second without a valid proof that come from one address. All callers behind one proxy share it.</summary>
    [Range(1, 100_000)]
    public int UnprovenPerSecond { get; set; } = 100;

    /// <summary>Calls without a valid proof that come from one address at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int UnprovenAtOnce { get; set; } = 500;

    /// <summary>Pages per second that one official may open for long, with what their scripts ask.</summary>
    [Range(1, 100_000)]
    public int PagesPerSecond { get; set; } = 20;

    /// <summary>Pages that one official may open at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int PagesAtOnce { get; set; } = 200;
}

/// <summary>An OpenID Connect provider whose access tokens name authority, official and purpose.</summary>
public sealed class OidcOptions
{
    /// <summary>Address of the issuer; its discovery document is read from there.</summary>
    [Required, Url]
    public string Authority { get; set; } = "";

    /// <summary>The <c>aud</c> a token must have.</summary>
    [Required]
    public string Audience { get; set; } = "azr";

    /// <summary>Claim with the authority key, once per role; several make the header <c>AZR-Authority</c> necessary.</summary>
    [Required]
    public string AuthorityClaim { get; set; } = "aut";

    /// <summary>Claim that names the official.</summary>
    [Required]
    public string OfficialClaim { get; set; } = "sub";

    /// <summary>Claim with the purpose; a token without it needs the header <c>AZR-Purpose</c>.</summary>
    [Required]
    public string PurposeClaim { get; set; } = "pur";
}
