using AzrActors.Domain.Quality;

namespace AzrActors.Domain.PersonRecords;

/// <summary>Why a submission or a request was refused. The set is closed, the codes are stable.</summary>
public abstract record Rejection(string Code, string Paragraph, string German, string English)
{
    /// <summary>The submission breaks rules; all of them are listed.</summary>
    public sealed record Faulty(IReadOnlyList<Finding> Findings) : Rejection("submission.faulty", "§ 8 Abs. 2 AZRG",
        "Die Übermittlung ist fehlerhaft und wurde nicht gespeichert.", "The submission is faulty and was not stored.");

    /// <summary>The authority may not submit some of the items; nothing else was looked at.</summary>
    public sealed record SenderNotEntitled(IReadOnlyList<Finding> Findings) : Rejection("sender.not-entitled", "§§ 6, 7 AZRG",
        "Ihre Behörde darf diese Angaben nicht übermitteln. Es wurde nichts gespeichert.",
        "Your authority may not submit these items. Nothing was stored.");

    /// <summary>The submission names another authority than the one that signed the call.</summary>
    public sealed record SenderMismatch() : Rejection("sender.mismatch", "§ 6 Abs. 1 AZRG",
        "Die Übermittlung nennt eine andere Behörde als die, die sich ausgewiesen hat.",
        "The submission names another authority than the one that identified itself.");

    /// <summary>The authority is not in the directory or has ceased to exist.</summary>
    public sealed record SenderUnknown() : Rejection("sender.unknown", "§ 6 Abs. 1 AZRG",
        "Diese Behörde ist im Verzeichnis nicht vorhanden oder nicht mehr tätig.", "This authority is not in the directory.");

    /// <summary>Only the register authority may do this.</summary>
    public sealed record NotTheRegister() : Rejection("sender.not-the-register", "§ 1 Abs. 1 AZRG, § 4 Abs. 5 AZRG-DV",
        "Das darf nur die Registerbehörde.", "Only the register authority may do this.");

    /// <summary>The AZR number is mistyped; nothing was processed.</summary>
    public sealed record AzrNumberInvalid() : Rejection("azr-number.invalid", "§ 2 Abs. 2 AZRG-DV",
        Rules.AzrNumberMistyped.German, Rules.AzrNumberMistyped.English);

    /// <summary>The purpose is not on the closed list; without a purpose nothing is disclosed.</summary>
    public sealed record PurposeUnknown() : Rejection("purpose.unknown", "§ 10 Abs. 1 AZRG, § 8 Abs. 3 AZRG-DV",
        Rules.UnknownPurpose.German, Rules.UnknownPurpose.English);

    /// <summary>The request states a circumstance that no request can state; nothing was looked at.</summary>
    /// <param name="Possible">Those that can be stated.</param>
    public sealed record CircumstanceUnknown(IReadOnlyList<string> Possible) : Rejection("circumstance.unknown", "§ 22 Abs. 3 AZRG",
        $"Die Anfrage nennt einen Umstand, den keine Anfrage angeben kann. Möglich sind: {string.Join(", ", Possible)}.",
        $"The request states a circumstance that no request can state. Possible are: {string.Join(", ", Possible)}.");

    /// <summary>The request states a circumstance that its author may not state for this purpose; nothing was looked at.</summary>
    /// <param name="Refused">Those that it may not.</param>
    public sealed record CircumstanceNotOfCaller(IReadOnlyList<string> Refused) : Rejection("circumstance.not-of-caller", "§ 10 Abs. 1, § 22 Abs. 3 AZRG",
        $"Ihre Behörde darf für diesen Zweck nicht angeben: {string.Join(", ", Refused)}.",
        $"Your authority may not state this for the purpose: {string.Join(", ", Refused)}.");

    /// <summary>No record that the caller may see has this number.</summary>
    public sealed record RecordUnknown() : Rejection("record.unknown", "§ 10 Abs. 2 AZRG",
        "Zu dieser AZR-Nummer gibt es keinen Datensatz, den Sie sehen dürfen.", "There is no record with this number that you may see.");

    /// <summary>A submission for an existing record starts with a registration, or one without number does not.</summary>
    public sealed record RegistrationMisplaced() : Rejection("record.registration-misplaced", "§ 5 Abs. 1 AZRG-DV",
        "Ohne AZR-Nummer muss der erste Eintrag die erstmalige Speicherung sein, mit AZR-Nummer darf keiner es sein.",
        "Without an AZR number the first entry must register the person; with one no entry may.");

    /// <summary>The id was used before for other content.</summary>
    public sealed record SubmissionIdReused() : Rejection("submission.id-reused", "§ 8 Abs. 2 AZRG",
        "Diese Übermittlungskennung wurde schon für einen anderen Inhalt verwendet. Bitte eine neue vergeben.",
        "This submission id was used before for other content.");

    /// <summary>No finding that the caller may see has this number, or it is mended already.</summary>
    public sealed record FindingUnknown() : Rejection("finding.unknown", "§ 8 Abs. 1 AZRG",
        "Diesen Hinweis gibt es nicht, oder er ist schon erledigt.", "There is no such finding, or it is settled already.");

    /// <summary>There is no such rule, or no such trial of one.</summary>
    public sealed record RuleUnknown() : Rejection("rule.unknown", "§ 8 Abs. 2 AZRG",
        "Diese Regel oder diesen Probelauf gibt es nicht.", "There is no such rule or trial.");

    /// <summary>The reason is not on the closed list.</summary>
    public sealed record ContestReasonUnknown() : Rejection("finding.reason-unknown", "§ 8 Abs. 1 AZRG",
        "Diesen Grund gibt es nicht. Möglich sind: correct, evidence, exception, pending.",
        "There is no such reason. Possible are: correct, evidence, exception, pending.");

    /// <summary>The record changed since the version that the author saw.</summary>
    /// <param name="ChangedFields">Paths of the fields that changed since.</param>
    public sealed record VersionStale(int CurrentVersion, IReadOnlyList<string> ChangedFields) : Rejection(
        "record.version-stale", "§ 8 Abs. 2 AZRG",
        "Der Datensatz wurde inzwischen geändert. Bitte die geänderten Felder prüfen und erneut übermitteln.",
        "The record has changed meanwhile. Check the changed fields and submit again.");
}
