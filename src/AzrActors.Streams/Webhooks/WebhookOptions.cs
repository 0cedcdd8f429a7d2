using System.ComponentModel.DataAnnotations;
using System.Net;

namespace AzrActors.Streams.Webhooks;

/// <summary>How notices are sent to addresses of offices, section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    /// <summary>After so many tries a notice is set aside and the next one sent.</summary>
    [Range(1, 100)]
    public int TriesMax { get; set; } = 12;

    /// <summary>Pause after the first failure; each further one doubles it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between two tries. With the other defaults a notice is tried for 37 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan PauseMax { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Time in which an office has to answer a notice.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:20")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a silo looks for what is to be sent.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Pace { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Networks in CIDR form (<c>10.20.0.0/16</c>) in which offices may be reached although they are not public: those of the
    /// administration. Nothing else that is private is ever called.
    /// </summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>Lets notices be sent to this machine, in the clear too. The host sets it in development; no setting can.</summary>
    internal bool AllowLoopback { get; set; }

    internal IReadOnlyList<IPNetwork> Networks => [.. AllowedNetworks.Select(IPNetwork.Parse)];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        AllowedNetworks.Where(network => !IPNetwork.TryParse(network, out _))
            .Select(network => new ValidationResult($"{network} is no network such as 10.20.0.0/16.", [nameof(AllowedNetworks)]));

    /// <summary>Pause after so many failures.</summary>
    internal TimeSpan PauseAfter(int tries)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Clamp(tries - 1, 0, 30));
        return doubled < PauseMax ? doubled : PauseMax;
    }
}
