using System.ComponentModel.DataAnnotations;

namespace AzrActors.Api;

/// <summary>Settings of the HTTP door, section <c>Api</c>.</summary>
public sealed class AzrApiOptions
{
    public const string Section = "Api";

    /// <summary>
    /// Whether officials may log in without proof. Null means: in development on a loopback address. True anywhere else
    /// stops the start.
    /// </summary>
    public bool? DevelopmentLogin { get; set; }

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

    /// <summary>Time without a click after which a session ends.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromMinutes(30);
}
