using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

public sealed class SignerTests
{
    private static readonly CallBinding Call = new("azr.IRegisterDesk/Authorities", "");

    [Fact]
    public void A_signer_outlives_another_one_of_the_same_key()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, new TestSigner("issuer").Key.ExportPkcs8PrivateKeyPem());
        using var signer = new PemCallerSigner(file, "issuer", TimeProvider.System);
        using (var other = new PemCallerSigner(file, "issuer", TimeProvider.System))
            other.Sign(RegisterCluster.CallerOf(Offices.PotsdamForeigners), Call, keeper: null);
        Assert.NotEmpty(signer.Sign(RegisterCluster.CallerOf(Offices.PotsdamForeigners), Call, keeper: null));
        File.Delete(file);
    }
}
