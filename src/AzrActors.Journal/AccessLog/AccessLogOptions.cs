using System.ComponentModel.DataAnnotations;

namespace AzrActors.Journal.AccessLog;

/// <summary>Settings of the access log (section "AccessLog").</summary>
public sealed class AccessLogOptions
{
    /// <summary>Pause between two looks for entries to seal: the most by which a seal lags when nothing is wrong.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:01")]
    public TimeSpan SealEvery { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The journal takes nothing new when the seal lags longer than this.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00")]
    public TimeSpan BehindMax { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The journal takes nothing new when more entries than this wait for their seal.</summary>
    [Range(1_000, 10_000_000)]
    public long WaitingMax { get; set; } = 100_000;

    /// <summary>Pause between two looks for entries whose term is over.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan RemoveEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>File to which every checkpoint is handed out, one JSON object a line; null hands out none.</summary>
    public string? CheckpointFile { get; set; }
}
