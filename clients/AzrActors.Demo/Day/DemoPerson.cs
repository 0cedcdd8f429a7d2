using AzrActors.Contracts.Submissions;
using AzrActors.Demo.Synthetic;

namespace AzrActors.Demo.Day;

/// <summary>A person of the population and what the offices know about the record from their receipts.</summary>
public sealed class DemoPerson(SyntheticPerson person)
{
    public SyntheticPerson Person => person;

    /// <summary>Null until the register has answered a registration.</summary>
    public string? AzrNumber { get; private set; }

    /// <summary>Version before the day began; null for those who were not registered then.</summary>
    public int? MorningVersion { get; private set; }

    /// <summary>Highest version that a receipt has named.</summary>
    public int? LatestVersion { get; private set; }

    /// <summary>
    /// The entry that registers the person with the basic personal data alone (Grundpersonalien); the police may not
    /// write the marital status.
    /// </summary>
    public Entry Registration => new(
        person.Submissions[0].Entries[0].Kind,
        [.. person.Submissions[0].Entries[0].Fields.Where(said => said.Name != "maritalStatus")]);

    internal void Learn(Receipt receipt)
    {
        AzrNumber = receipt.AzrNumber;
        LatestVersion = Math.Max(LatestVersion ?? 0, receipt.Version);
    }

    internal void StartDay() => MorningVersion = LatestVersion;
}
