using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace AzrActors.Api.Doors;

/// <summary>
/// Decides whether officials may get tokens without proof: in development, and only while nobody but this machine can reach the host.
/// </summary>
internal static class DevelopmentOnly
{
    /// <param name="setting">Name of the setting, for the message.</param>
    /// <param name="asked">Its value; null leaves it to the environment.</param>
    /// <exception cref="InvalidOperationException">The setting asks for it where it must not exist.</exception>
    public static bool IsAllowed(string setting, bool? asked, IConfiguration configuration, IHostEnvironment environment)
    {
        var allowed = environment.IsDevelopment() && Addresses(configuration).All(IsLoopback);
        if (asked == true && !allowed)
            throw new InvalidOperationException(
                $"{AzrApiOptions.Section}:{setting} is set, but the environment is "
                + $"{environment.EnvironmentName} or a listen address is not loopback. Remove the setting.");
        return allowed && asked != false;
    }

    /// <summary>Keeps a development issuer, also one of another process, from being a provider where it must not be.</summary>
    /// <exception cref="InvalidOperationException">The provider speaks in the clear or is a development issuer.</exception>
    public static void RefuseAsProvider(string? authority)
    {
        if (authority is not { Length: > 0 } || !Uri.TryCreate(authority, UriKind.Absolute, out var provider)) return;
        if (provider.Scheme != Uri.UriSchemeHttps || provider.AbsolutePath.TrimEnd('/') == DevelopmentIssuer.Path)
            throw new InvalidOperationException($"{authority} cannot be the provider of officials outside development: it must speak https and be none for development.");
    }

    /// <summary>True for addresses that only this machine can reach. Wildcards are not.</summary>
    public static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }

    /// <summary>True when the request came in over loopback, whatever the configuration said.</summary>
    public static bool IsLocal(HttpContext context) =>
        context.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local);

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        var urls = configuration[WebHostDefaults.ServerUrlsKey]?.Split(';', StringSplitOptions.RemoveEmptyEntries)
            ?? [];
        // Ports alone listen on every interface.
        var ports = new[] { WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey }
            .SelectMany(key => configuration[key]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [])
            .Select(port => $"http://*:{port}");
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"])
            .OfType<string>().ToArray();
        if (endpoints.Length > 0) return endpoints;
        return urls.Length > 0 ? urls : ports;
    }
}
