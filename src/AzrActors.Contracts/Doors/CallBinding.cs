using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Contracts.Doors;

/// <summary>The one call an assertion is good for.</summary>
/// <param name="Method">
/// Of a grain call the aliases of interface and method, <c>azr.IRegisterDesk/Submit</c>; of an HTTP request its method
/// and target, <c>GET /api/v1/records/449246429792</c>.
/// </param>
/// <param name="Body">Base64url of a SHA-256 hash over the arguments (<see cref="CanonicalForm"/>) or the HTTP body.</param>
public sealed record CallBinding(string Method, string Body)
{
    private static readonly ConcurrentDictionary<MethodInfo, string> Names = new();

    /// <summary>
    /// Binding of a grain call, alike at the caller and in the silo. The key of the grain belongs to the arguments: of a
    /// subscription it is the stream.
    /// </summary>
    /// <exception cref="NotSupportedException">An argument has no canonical form, so nothing can prove it.</exception>
    public static CallBinding Of(IGrainCallContext call)
    {
        var form = new CanonicalForm();
        form.Add(call.TargetId.Key.ToString());
        for (var index = 0; index < call.Request.GetArgumentCount(); index++) form.Add(call.Request.GetArgument(index));
        return new CallBinding(Names.GetOrAdd(call.InterfaceMethod, NameOf), Base64UrlEncoder.Encode(form.Hash()));
    }

    /// <param name="target">Path and query as they are sent.</param>
    /// <param name="bodyHash">SHA-256 of the body's bytes; of no bytes if there is none.</param>
    public static CallBinding OfHttp(string method, string target, ReadOnlySpan<byte> bodyHash) =>
        new($"{method} {target}", Base64UrlEncoder.Encode(bodyHash.ToArray()));

    // Aliases, because they are what stays when code is renamed.
    private static string NameOf(MethodInfo method) => $"{AliasOf(method.DeclaringType!)}/{AliasOf(method)}";

    private static string AliasOf(MemberInfo member) =>
        member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? (member is Type type ? type.FullName! : member.Name);
}
