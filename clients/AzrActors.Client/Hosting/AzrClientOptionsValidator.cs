using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AzrActors.Client.Calls;
using AzrActors.Client.Tls;
using Microsoft.Extensions.Options;

namespace AzrActors.Client.Hosting;

/// <summary>Names everything that is wrong with the settings at once, before the first connection.</summary>
internal sealed partial class AzrClientOptionsValidator : IValidateOptions<AzrClientOptions>
{
    public ValidateOptionsResult Validate(string? name, AzrClientOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(AzrClientOptions options)
    {
        if (options.Gateways is { Count: 0 }) yield return "Gateways: at least one host:port is needed.";
        foreach (var gateway in options.Gateways ?? [])
            if (!GatewayAddress.TryParse(gateway, out _, out _)) yield return $"Gateways: '{gateway}' is not host:port.";
        if (string.IsNullOrWhiteSpace(options.ClusterId)) yield return "ClusterId is missing.";
        if (string.IsNullOrWhiteSpace(options.ServiceId)) yield return "ServiceId is missing.";
        if (!AuthorityKey().IsMatch(options.Authority))
            yield return $"Authority: '{options.Authority}' is not an authority key (6 capital letters and digits).";
        if (string.IsNullOrWhiteSpace(options.Official)) yield return "Official is missing: every call names one.";
        if (string.IsNullOrWhiteSpace(options.Purpose))
            yield return "Purpose is missing: every call states one (AZRG § 10 Abs. 1).";
        if (string.IsNullOrWhiteSpace(options.KeyId))
            yield return "KeyId is missing: the register finds the public key by it.";
        if (KeyFault(options.SigningKeyFile) is { } fault) yield return fault;
        if (options.TlsFolder is { } folder)
            foreach (var name in new[] { TlsFolder.AgencyCertificate, TlsFolder.SiloAuthorities })
                if (!File.Exists(Path.Combine(folder, name))) yield return $"TlsFolder: there is no {name} in '{folder}'.";
        if (options.Patience <= TimeSpan.Zero) yield return "Patience must be positive.";
        if (options.AttemptTimeout <= TimeSpan.Zero) yield return "AttemptTimeout must be positive.";
        if (options.PageSize is < 1 or > 5000) yield return "PageSize is a number from 1 to 5,000.";
        if (options.SafetyPull <= TimeSpan.Zero) yield return "SafetyPull must be positive.";
    }

    private static string? KeyFault(string file)
    {
        if (string.IsNullOrWhiteSpace(file)) return "SigningKeyFile is missing.";
        if (!File.Exists(file)) return $"SigningKeyFile: there is no file '{file}'.";
        try
        {
            using var key = PemCallerSigner.ReadKey(file);
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException or IOException)
        {
            return $"SigningKeyFile: '{file}' is not a private ECDSA P-256 key in PEM form (PKCS#8): {fault.Message}";
        }
    }

    [GeneratedRegex("^[A-Z0-9]{6}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex AuthorityKey();
}
