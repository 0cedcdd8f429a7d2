using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace AzrActors.Client.Tls;

/// <summary>Who is at the other end of a connection. Silos and agencies have certificates of different authorities.</summary>
public enum TlsPeer
{
    Silo = 1,
    Agency = 2,
}

/// <summary>
/// Certificate and trust of this process, from a folder: its own certificate with private key
/// (<see cref="SiloCertificate"/> or <see cref="AgencyCertificate"/>, PEM), <see cref="SiloAuthorities"/>, in a silo also
/// <see cref="AgencyAuthorities"/>, and optionally <see cref="RevokedCertificates"/>, one SHA-256 fingerprint a line.
/// The files are looked at on every handshake and read again when they have changed, so renewal needs no restart; what
/// cannot be read leaves the former in force. The system's certificate authorities are not trusted.
/// </summary>
public sealed partial class TlsFolder
{
    public const string SiloCertificate = "silo.pem";
    public const string AgencyCertificate = "agency.pem";
    public const string SiloAuthorities = "silo-ca.pem";
    public const string AgencyAuthorities = "agency-ca.pem";
    public const string RevokedCertificates = "revoked.txt";

    /// <summary>Extended key use of who is called (TLS server).</summary>
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>Extended key use of who calls (TLS client).</summary>
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly string _folder;
    private readonly TlsPeer _self;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Lock _reading = new();
    private string _seen;
    private Contents _contents;

    /// <param name="self">What this process is: decides which certificate is its own.</param>
    /// <exception cref="InvalidDataException">A file is missing or is no certificate.</exception>
    public TlsFolder(string folder, TlsPeer self, TimeProvider clock, ILogger<TlsFolder> logger)
    {
        (_folder, _self, _clock, _logger) = (folder, self, clock, logger);
        _seen = Appearance();
        _contents = Read();
    }

    /// <summary>The certificate of this process, with private key.</summary>
    public X509Certificate2 Own => Current().Own;

    /// <summary>
    /// True when the certificate was issued by the authority of such peers, for clients, and is neither expired nor
    /// revoked.
    /// </summary>
    public bool Admits(X509Certificate2 certificate, TlsPeer peer) => Admits(certificate, peer, ClientUse);

    /// <summary>The same for a silo that was called: its certificate has to be one for servers.</summary>
    public bool AdmitsServer(X509Certificate2 certificate) => Admits(certificate, TlsPeer.Silo, ServerUse);

    private bool Admits(X509Certificate2 certificate, TlsPeer peer, string use)
    {
        var contents = Current();
        // .NET takes a certificate without a list of uses for one of every use; here it has none.
        if (!certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .Any(uses => uses.EnhancedKeyUsages.Cast<Oid>().Any(allowed => allowed.Value == use))) return false;
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority)) return false;
        if (contents.Revoked.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256))) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(peer == TlsPeer.Silo ? contents.SiloAuthorities : contents.AgencyAuthorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = _clock.GetUtcNow().LocalDateTime;
        return chain.Build(certificate);
    }

    private Contents Current()
    {
        lock (_reading)
        {
            try
            {
                var seen = Appearance();
                if (seen == _seen) return _contents;
                // First, so that a fault is reported once and not at every handshake.
                _seen = seen;
                _contents = Read();
                LogRenewed(_logger, _contents.Own.NotAfter.ToUniversalTime());
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                LogFaulty(_logger, fault.Message);
            }
            return _contents;
        }
    }

    private Contents Read()
    {
        var silos = Authorities(SiloAuthorities);
        var agencies = _self == TlsPeer.Silo ? Authorities(AgencyAuthorities) : [];
        if (silos.Any(silo => agencies.Any(agency => agency.RawDataMemory.Span.SequenceEqual(silo.RawDataMemory.Span))))
            throw new InvalidDataException($"{_folder}: silos and agencies need authorities of their own; one certificate is in both files.");
        var revoked = Path.Combine(_folder, RevokedCertificates);
        return new Contents(
            Certificate(_self == TlsPeer.Silo ? SiloCertificate : AgencyCertificate), silos, agencies,
            File.Exists(revoked)
                ? File.ReadLines(revoked).Select(line => line.Replace(":", "", StringComparison.Ordinal).Trim().ToUpperInvariant()).ToHashSet()
                : []);
    }

    private X509Certificate2 Certificate(string name)
    {
        var file = Path.Combine(_folder, name);
        try
        {
            return X509Certificate2.CreateFromPemFile(file);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException)
        {
            throw new InvalidDataException($"{file} is no certificate with its private key in PEM form: {fault.Message}", fault);
        }
    }

    private X509Certificate2Collection Authorities(string name)
    {
        var file = Path.Combine(_folder, name);
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(file);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException)
        {
            throw new InvalidDataException($"{file} holds no certificates in PEM form: {fault.Message}", fault);
        }
        return found.Count > 0 ? found : throw new InvalidDataException($"{file} holds no certificate.");
    }

    private string Appearance() => string.Join('\n', new DirectoryInfo(_folder).EnumerateFiles()
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}"));

    private sealed record Contents(
        X509Certificate2 Own, X509Certificate2Collection SiloAuthorities, X509Certificate2Collection AgencyAuthorities,
        HashSet<string> Revoked);

    [LoggerMessage(Level = LogLevel.Information, Message = "Certificates were renewed; the own one is valid until {Until:u}")]
    private static partial void LogRenewed(ILogger logger, DateTime until);

    [LoggerMessage(Level = LogLevel.Error, Message = "Changed certificates cannot be read, the former stay in force: {Fault}")]
    private static partial void LogFaulty(ILogger logger, string fault);
}
