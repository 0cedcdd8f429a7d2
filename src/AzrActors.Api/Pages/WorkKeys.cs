using System.Globalization;

namespace AzrActors.Api.Pages;

/// <summary>Names under which officials of one authority see each other at an entry of their lists.</summary>
internal static class WorkKeys
{
    /// <summary>Longer ones are no entries.</summary>
    public const int LengthMax = 40;

    public static string Notice(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    public static string Pair(long pair) => string.Create(CultureInfo.InvariantCulture, $"paar-{pair}");

    public static string Merge(Guid mergeCase) => $"fall-{mergeCase:N}";
}
