using System.Security.Cryptography.X509Certificates;

namespace AzrActors.Contracts.Doors;

/// <summary>What the certificate of an agency says about it.</summary>
public static class AgencyCertificate
{
    private const string OrganizationalUnit = "2.5.4.11";

    /// <summary>Its authority keys, one per role: the organisational units of the subject, <c>OU=A15084</c>.</summary>
    public static IReadOnlyList<string> AuthoritiesOf(X509Certificate2 certificate) =>
    [
        .. certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == OrganizationalUnit)
            .Select(part => part.GetSingleElementValue())
            .OfType<string>(),
    ];
}
