using AzrActors.Contracts.Submissions;

namespace AzrActors.Streams.Receipts;

/// <summary>Why the register does not take a receipt. Receipts are not the act's but the register's own (ADR 16).</summary>
internal static class ReceiptRefusals
{
    private const string Source = "ADR 16";

    public static Refusal Unsigned { get; } = Of("receipt.unsigned",
        "Die Quittung ist nicht von der Empfängerin unterschrieben.", "The receipt is not signed by the recipient.");

    public static Refusal NeverSent { get; } = Of("receipt.never-sent",
        "Die Quittung nennt Mitteilungen, die nie übermittelt wurden.", "The receipt names notices that were never sent.");

    public static Refusal OtherContent { get; } = Of("receipt.other-content",
        "Die Mitteilungen lauten anders als quittiert; bitte neu abrufen.", "The notices read otherwise than acknowledged; fetch them again.");

    public static Refusal Gap { get; } = Of("receipt.gap",
        "Vor dieser Quittung fehlen Quittungen.", "Receipts before this one are missing.");

    public static Refusal GivenBefore { get; } = Of("receipt.given-before",
        "Die Mitteilung ist schon quittiert.", "The notice was acknowledged before.");

    public static Refusal NotTheRegister { get; } = new()
    {
        Code = "sender.not-the-register", Paragraph = "§ 1 Abs. 1 AZRG", German = "Das darf nur die Registerbehörde.",
        English = "Only the register authority may do this.",
    };

    private static Refusal Of(string code, string german, string english) =>
        new() { Code = code, Paragraph = Source, German = german, English = english };
}
