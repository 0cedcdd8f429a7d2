using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace AzrActors.Client.Calls;

/// <summary>References to the desks of the register, each made once: Orleans looks an interface up by reflection every time.</summary>
internal static class DeskReferences
{
    private static readonly ConditionalWeakTable<IClusterClient, ConcurrentDictionary<Type, IGrainWithIntegerKey>> Known = [];

    public static TDesk Desk<TDesk>(this IClusterClient client) where TDesk : IGrainWithIntegerKey =>
        (TDesk)Known.GetOrCreateValue(client).GetOrAdd(typeof(TDesk), static (_, from) => from.GetGrain<TDesk>(0), client);
}
