using System.Collections.Concurrent;
using AzrActors.Contracts.Doors;

namespace AzrActors.Client.Calls;

/// <summary>
/// Signs each grain call where it leaves this process, when method and arguments are known, also those that Orleans
/// makes to subscribe to a stream. <see cref="RegisterCalls"/> says for whom.
/// </summary>
internal sealed class CallSigning : IOutgoingGrainCallFilter
{
    private const string SubscriptionBook = "Orleans.Streams.IPubSubRendezvousGrain";

    private static readonly AsyncLocal<Speaker?> Speaking = new();
    private static readonly ConcurrentDictionary<Type, bool> Open = new();

    /// <summary>From here to the end of the calling method calls are signed for this caller.</summary>
    public static void SpeakFor(Caller caller, ICallerSigner signer, KeeperName keeper) =>
        Speaking.Value = new Speaker(caller, signer, keeper);

    public Task Invoke(IOutgoingGrainCallContext context) =>
        // A grain has an id of its own and speaks for nobody, even if it was called from here.
        (context.SourceId is not { } source || source.IsClient()) && Speaking.Value is { } speaker && IsOpen(context)
            ? InvokeSignedAsync(speaker, context)
            : context.Invoke();

    private static async Task InvokeSignedAsync(Speaker speaker, IOutgoingGrainCallContext context)
    {
        try
        {
            await speaker.CallAsync(context);
        }
        finally
        {
            RequestContext.Remove(CallerAssertion.RequestContextKey);
        }
    }

    /// <summary>The desks, and the books of subscriptions. Whatever else Orleans calls has no caller.</summary>
    private static bool IsOpen(IOutgoingGrainCallContext context) => Open.GetOrAdd(
        context.InterfaceMethod.DeclaringType!,
        type => type.IsDefined(typeof(AgencyFacingAttribute), inherit: false) || type.FullName == SubscriptionBook);

    private sealed record Speaker(Caller Caller, ICallerSigner Signer, KeeperName Keeper)
    {
        public async Task CallAsync(IOutgoingGrainCallContext context)
        {
            var binding = CallBinding.Of(context);
            try
            {
                await SignedAsync();
            }
            catch (KeeperUnknownException unknown)
            {
                // The first call ever, or the silo that remembered our nonces is gone. Nothing was done: sign anew.
                Keeper.Value = unknown.Keeper;
                await SignedAsync();
            }

            Task SignedAsync()
            {
                RequestContext.Set(CallerAssertion.RequestContextKey, Signer.Sign(Caller, binding, Keeper.Value));
                return context.Invoke();
            }
        }
    }
}

/// <summary>The silo that remembers the nonces of this client, as far as it knows.</summary>
internal sealed class KeeperName
{
    private volatile string? _value;

    public string? Value
    {
        get => _value;
        set => _value = value;
    }
}
