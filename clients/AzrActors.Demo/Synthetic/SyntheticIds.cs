using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AzrActors.Demo.Synthetic;

/// <summary>
/// Submission ids of the demo. They follow from seed, day and what is submitted, so playing the demo again on the same
/// day repeats every submission and changes nothing. The day belongs to it because all dates are relative to it: on
/// another day the same id would carry other content and be refused.
/// </summary>
internal static class SyntheticIds
{
    public static Guid Of(int seed, DateOnly today, string submission)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"demo|{seed}|{today:yyyy-MM-dd}|{submission}");
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
