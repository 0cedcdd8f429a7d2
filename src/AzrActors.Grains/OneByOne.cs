using System.Data.Common;

namespace AzrActors.Grains;

/// <summary>Work that is done for many together, and for each alone when one of them is in the way of the others.</summary>
internal static class OneByOne
{
    /// <summary>A fault of the single one, and not of the database or of a silo that stops.</summary>
    public static bool IsOfOne(Exception failure) => failure is not (DbException or OperationCanceledException);

    /// <summary>Does the work; what fails even alone is told of and left out.</summary>
    public static async Task DoAsync<T>(IReadOnlyList<T> many, Func<IReadOnlyList<T>, Task> work, Action<T, Exception> leaveOut)
    {
        if (many.Count == 0) return;
        try
        {
            await work(many);
        }
        catch (Exception failure) when (IsOfOne(failure))
        {
            if (many.Count == 1) leaveOut(many[0], failure);
            else foreach (var one in many) await DoAsync([one], work, leaveOut);
        }
    }
}
