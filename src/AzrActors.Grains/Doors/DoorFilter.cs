using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using AzrActors.Contracts.Doors;
using AzrActors.Streams;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Doors;

/// <summary>
/// The door of the silo. A client may call only grains that are marked <see cref="AgencyFacingAttribute"/>, and only
/// with an assertion that proves its authority; everything else is refused (deny by default). Whatever caller a client
/// wrote into the request context itself is thrown away. Calls between grains pass.
/// </summary>
public sealed partial class DoorFilter(ICallerVerifier verifier, ILogger<DoorFilter> logger) : IIncomingGrainCallFilter
{
    // What the Orleans client itself needs: the list of grain types, and cancelling its own calls.
    private static readonly HashSet<string> Plumbing =
    [
        "Orleans.Runtime.IClusterManifestSystemTarget",
        "Orleans.Runtime.ICancellationSourcesExtension",
    ];

    private static readonly ConcurrentDictionary<Type, bool> AgencyFacing = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.SourceId is not { } source || !source.IsClient())
        {
            await context.Invoke();
            return;
        }
        VerifiedCaller.Clear();
        var target = context.InterfaceMethod.DeclaringType!;
        if (Plumbing.Contains(target.FullName!) || IsDirectoryCall(source, target) || OwnStreamAgents.AreCalledFromHere(context))
        {
            await context.Invoke();
            return;
        }
        var isStream = NoticeStreamDoor.IsStreamCall(context);
        if (!isStream && !IsAgencyFacing(target)) throw Refuse(context, "not open to clients");
        var caller = await VerifyAsync() ?? throw Refuse(context, "no valid assertion");
        if (isStream && !NoticeStreamDoor.Admits(context, caller.Authority)) throw Refuse(context, "not the caller's own stream");
        VerifiedCaller.Set(caller);
        try
        {
            await context.Invoke();
        }
        catch (DbException exception)
        {
            LogDatabaseFailed(logger, exception, target.Name, context.MethodName);
            throw new RegisterBusyException();
        }
    }

    /// <summary>
    /// A silo that places a grain asks the part of the grain directory that another silo keeps, and does so through its
    /// own client. The name of that client is no proof; but what can be had here is where grains live, not what they hold.
    /// </summary>
    private static bool IsDirectoryCall(GrainId source, Type target) =>
        target.FullName!.StartsWith("Orleans.GrainDirectory.", StringComparison.Ordinal)
        && source.Key.ToString()!.StartsWith("hosted-", StringComparison.Ordinal);

    private async ValueTask<Caller?> VerifyAsync() =>
        RequestContext.Get(CallerAssertion.RequestContextKey) is string token ? await verifier.VerifyAsync(token) : null;

    private static bool IsAgencyFacing(Type target) =>
        AgencyFacing.GetOrAdd(target, type => type.GetCustomAttribute<AgencyFacingAttribute>() is not null);

    private UnauthorizedAccessException Refuse(IIncomingGrainCallContext context, string reason)
    {
        LogRefused(logger, context.InterfaceName, context.MethodName, reason);
        return new UnauthorizedAccessException($"The register refuses this call: {reason}.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a client's call of {Interface}.{Method}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string @interface, string method, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database failed during {Interface}.{Method}; the caller is asked to repeat")]
    private static partial void LogDatabaseFailed(ILogger logger, Exception exception, string @interface, string method);
}
