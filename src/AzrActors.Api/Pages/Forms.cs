namespace AzrActors.Api.Pages;

/// <summary>What is wrong, and at which input; null when the whole form is meant.</summary>
public sealed record FieldError(string? Field, string Text)
{
    /// <summary>Label of the input, for where the text stands away from it.</summary>
    public string? Label { get; init; }
}

/// <summary>Who somebody claims to be at the development issuer.</summary>
public sealed class LoginForm
{
    public string? Authority { get; set; }

    /// <summary>Key of the authority that was picked where the text fits several.</summary>
    public string? Candidate { get; set; }

    public string? Official { get; set; }
    public string? Purpose { get; set; }

    /// <summary>Id of a ready-made official who logs in with one press.</summary>
    public string? Ready { get; set; }
}

/// <summary>
/// Input for a new address. The submission id is made with the form, so that a second click or a reload sends the same
/// submission and not another one.
/// </summary>
public sealed class AddressForm
{
    public Guid SubmissionId { get; set; }
    public int ExpectedVersion { get; set; }
    public string? Street { get; set; }
    public string? HouseNumber { get; set; }
    public string? HouseNumberSuffix { get; set; }
    public string? PostalCode { get; set; }
    public string? Town { get; set; }
    public string? Ags { get; set; }
    public string? MovedInOn { get; set; }
    public string? Householder { get; set; }
    public string? FileReference { get; set; }
}
