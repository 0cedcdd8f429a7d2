using AzrActors.Contracts.Doors;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>
/// Puts whatever a test wants under the name of an assertion into a call, where it leaves the client: the test knows
/// then what an honest client would sign.
/// </summary>
internal sealed class ProofByHand : IOutgoingGrainCallFilter
{
    private static readonly AsyncLocal<Func<CallBinding, string?>?> Proof = new();

    public static void Use(Func<CallBinding, string?> proof) => Proof.Value = proof;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Proof.Value is { } proof && !context.TargetId.IsSystemTarget())
        {
            if (proof(BindingOf(context)) is { } token) RequestContext.Set(CallerAssertion.RequestContextKey, token);
            else RequestContext.Remove(CallerAssertion.RequestContextKey);
        }
        await context.Invoke();
    }

    private static CallBinding BindingOf(IOutgoingGrainCallContext context)
    {
        try
        {
            return CallBinding.Of(context);
        }
        catch (NotSupportedException)
        {
            // Calls that no honest client makes: there is nothing to sign, and they are refused for what they are.
            return new CallBinding(context.MethodName, "");
        }
    }
}
