using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AzrActors.Client.Tls;

namespace AzrActors.Silo;

/// <summary>
/// Two certificate authorities, one for silos and one for agencies, and certificates of theirs (ECDSA P-256). For
/// development and tests: in operation the keys of authorities do not lie on a silo.
/// </summary>
public sealed class CertificateMaker(string folder, TimeSpan validity, TimeProvider clock)
{
    private const string AuthorityFolder = "authorities";
    private static readonly TimeSpan AuthorityValidity = TimeSpan.FromDays(3650);

    /// <summary>Clocks differ a little; a certificate is valid from a little earlier.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public string SiloFolder => Path.Combine(folder, "silo");

    public string AgencyFolder(string name) => Path.Combine(folder, "agencies", name);

    /// <summary>A silo calls other silos and is called: its certificate is for both.</summary>
    public void MakeSilo()
    {
        using var silos = Authority("silo-ca", "AzrActors silos");
        using var agencies = Authority("agency-ca", "AzrActors agencies");
        Issue(silos, Subject("silo", []), [TlsFolder.ServerUse, TlsFolder.ClientUse], Path.Combine(SiloFolder, TlsFolder.SiloCertificate));
        WritePublic(Path.Combine(SiloFolder, TlsFolder.SiloAuthorities), silos);
        WritePublic(Path.Combine(SiloFolder, TlsFolder.AgencyAuthorities), agencies);
    }

    public void MakeAgency(string name, IReadOnlyList<string> authorities)
    {
        using var silos = Authority("silo-ca", "AzrActors silos");
        using var agencies = Authority("agency-ca", "AzrActors agencies");
        Issue(agencies, Subject(name, authorities), [TlsFolder.ClientUse], Path.Combine(AgencyFolder(name), TlsFolder.AgencyCertificate));
        WritePublic(Path.Combine(AgencyFolder(name), TlsFolder.SiloAuthorities), silos);
    }

    private X509Certificate2 Authority(string name, string commonName)
    {
        var file = Path.Combine(folder, AuthorityFolder, $"{name}.pem");
        if (File.Exists(file)) return X509Certificate2.CreateFromPemFile(file);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(commonName, []), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = clock.GetUtcNow();
        using var made = request.CreateSelfSigned(now - Overlap, now + AuthorityValidity);
        WritePrivate(file, made, key);
        return X509Certificate2.CreateFromPemFile(file);
    }

    private void Issue(X509Certificate2 authority, X500DistinguishedName subject, string[] uses, string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. uses.Select(use => new Oid(use))], true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        if (uses.Contains(TlsFolder.ServerUse)) request.CertificateExtensions.Add(names.Build());
        var now = clock.GetUtcNow();
        using var made = request.Create(authority, now - Overlap, now + validity, RandomNumberGenerator.GetBytes(16));
        WritePrivate(file, made, key);
    }

    private static X500DistinguishedName Subject(string commonName, IReadOnlyList<string> authorities)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var authority in authorities) subject.AddOrganizationalUnitName(authority);
        subject.AddCommonName(commonName);
        return subject.Build();
    }

    /// <summary>Readable for the owner only, and replaced at once: nobody ever reads half of it.</summary>
    private static void WritePrivate(string file, X509Certificate2 certificate, ECDsa key) =>
        Write(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private static void WritePublic(string file, X509Certificate2 certificate) => Write(
        file, $"{certificate.ExportCertificatePem()}\n",
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

    private static void Write(string file, string text, UnixFileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var half = $"{file}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using (var writer = new StreamWriter(half, options)) writer.Write(text);
        File.Move(half, file, overwrite: true);
    }
}
