using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Reflection;
using AzrActors.Contracts.Doors;
using AzrActors.Streams;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Doors;

/// <summary>
/// The door of the silo. A client may call only grains that are marked <see cref="AgencyFacingAttribute"/>, and only
/// with an assertion that proves its authority for this very call; everything else is refused (deny by default).
/// Whatever caller a client wrote into the request context itself is thrown away. Calls between grains pass, known by
/// their <see cref="ClusterMark"/>: who does not carry it is a client, whatever sender its message names.
/// </summary>
internal sealed partial class DoorFilter(ICallerVerifier verifier, ClusterMark mark, ConnectedClients clients, ILogger<DoorFilter> logger)
    : IIncomingGrainCallFilter
{
    // What the Orleans client itself needs: the list of grain types, and cancelling its own calls.
    private static readonly HashSet<string> Plumbing =
    [
        "Orleans.Runtime.IClusterManifestSystemTarget",
        "Orleans.Runtime.ICancellationSourcesExtension",
    ];

    /// <summary>Names the caller whose call is to end, and only that one may ask for it.</summary>
    private const string Cancellation = "Orleans.Runtime.IGrainCallCancellationExtension";

    private static readonly Assembly RuntimeAssembly = typeof(GrainService).Assembly;
    private static readonly ConcurrentDictionary<Type, bool> AgencyFacing = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var target = context.InterfaceMethod.DeclaringType!;
        // The tick of a timer is a message too, but one that no codec can write: it never left this process.
        if (IsTimer(context) || mark.IsDelivery(context) || (mark.IsOnThisCall && !NeedsProof(context, target)))
        {
            await context.Invoke();
            return;
        }
        VerifiedCaller.Clear();
        if (Plumbing.Contains(target.FullName!) || CancelsItsOwn(context, target) || OwnStreamAgents.AreCalledFromHere(context))
        {
            await context.Invoke();
            return;
        }
        var isStream = NoticeStreamDoor.IsStreamCall(context);
        if (!isStream && !IsAgencyFacing(target)) throw Refuse(context, "not open to clients");
        var caller = await VerifyAsync(context);
        if (!mark.IsOnThisCall) CheckCertificate(context, caller, isStream);
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

    private async ValueTask<Caller> VerifyAsync(IIncomingGrainCallContext context)
    {
        if (RequestContext.Get(CallerAssertion.RequestContextKey) is not string token) throw Refuse(context, "no assertion");
        CallBinding binding;
        try
        {
            binding = CallBinding.Of(context);
        }
        catch (NotSupportedException)
        {
            throw Refuse(context, "arguments of a foreign type");
        }
        return await verifier.VerifyAsync(token, binding) switch
        {
            AssertionVerdict.Proven proven => proven.Caller,
            AssertionVerdict.Refused refused => throw Refuse(context, $"assertion {refused.Reason}"),
            AssertionVerdict.KeeperUnknown unknown => throw new KeeperUnknownException(unknown.Keeper),
            var verdict => throw new UnreachableException($"No answer to {verdict.GetType().Name}."),
        };
    }

    /// <summary>
    /// A stolen key is of use only together with a certificate of the same agency. Desks answer in the silo whose gateway
    /// took the call, so the client must be connected here; a stream's book may lie in another silo, which does not know it.
    /// </summary>
    private void CheckCertificate(IIncomingGrainCallContext context, Caller caller, bool isStream)
    {
        switch (clients.SpeaksFor(context.SourceId, caller.Authority))
        {
            case false:
                throw Refuse(context, "certificate of another agency");
            case null when !isStream:
                LogRefused(logger, context.InterfaceName, context.MethodName, "not from a client connected here");
                throw new RegisterBusyException();
        }
    }

    private static bool CancelsItsOwn(IIncomingGrainCallContext context, Type target) =>
        target.FullName == Cancellation && context.Request.GetArgument(0) is GrainId named && named == context.SourceId;

    private static bool IsTimer(IIncomingGrainCallContext context) =>
        context.Request.GetType() is { Name: "TimerTickInvoker" } type && type.Assembly == RuntimeAssembly;

    /// <summary>
    /// Of calls inside the cluster only those of a silo's own client need one, and only at a desk: the HTTP door speaks
    /// for callers there. What Orleans itself does through that client has no caller.
    /// </summary>
    private static bool NeedsProof(IIncomingGrainCallContext context, Type target) =>
        (context.SourceId is not { } source || source.IsClient())
        && (IsAgencyFacing(target) || NoticeStreamDoor.IsStreamCall(context));

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
