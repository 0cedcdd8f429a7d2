using System.CommandLine;

namespace AzrActors.Silo;

/// <summary>
/// Makes certificate authorities and certificates for development and tests: <c>DIR/silo</c> for silos,
/// <c>DIR/agencies/NAME</c> for each agency. An authority that is there already goes on.
/// </summary>
internal static class CertificatesCommand
{
    private static readonly Option<string> Out = new("--out") { Description = "Folder to write to.", Required = true };

    private static readonly Option<string[]> Agencies = new("--agency")
    {
        Description = "Name of an agency and its authority keys, NAME=KEY,KEY; may be repeated.",
        DefaultValueFactory = _ => ["potsdam=A12054", "burgenland=A15084,L15084"],
    };

    private static readonly Option<int> Days = new("--days")
    {
        Description = "Days for which the certificates are valid.", DefaultValueFactory = _ => 90,
    };

    public static Command Create()
    {
        var command = new Command("certificates", "Makes authorities and certificates for development, and renews them.") { Out, Agencies, Days };
        command.SetAction(parsed =>
        {
            var maker = new CertificateMaker(parsed.GetValue(Out)!, TimeSpan.FromDays(parsed.GetValue(Days)), TimeProvider.System);
            maker.MakeSilo();
            foreach (var agency in parsed.GetValue(Agencies)!)
            {
                if (agency.Split('=') is not [{ Length: > 0 } name, { Length: > 0 } keys] || name != Path.GetFileName(name))
                {
                    Console.Error.WriteLine($"'{agency}' is not NAME=KEY,KEY.");
                    return 1;
                }
                maker.MakeAgency(name, keys.Split(','));
            }
            Console.WriteLine($"Silo: --tls-folder {maker.SiloFolder}   Agencies: --tls-folder {maker.AgencyFolder("NAME")}");
            return 0;
        });
        return command;
    }
}
