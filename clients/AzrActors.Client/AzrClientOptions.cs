namespace AzrActors.Client;

/// <summary>How an agency backend reaches the register and proves who it is.</summary>
public sealed class AzrClientOptions
{
    /// <summary>Gateways of the register as host:port. One is enough to start; more survive the loss of one.</summary>
    // Null stands for the default gateway: a default list would stay in front of the gateways of a settings file.
    public IReadOnlyList<string>? Gateways { get; set; }

    public string ClusterId { get; set; } = "azr";

    public string ServiceId { get; set; } = "azr";

    /// <summary>Authority key, 6 capital letters and digits, for example M12054.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The official on whose behalf calls are made, as the authority names them.</summary>
    public string Official { get; set; } = "";

    /// <summary>Purpose of AZRG-DV § 8 Abs. 3, for example "1".</summary>
    public string Purpose { get; set; } = "";

    /// <summary>The authority's private key: ECDSA P-256, PKCS#8, PEM.</summary>
    public string SigningKeyFile { get; set; } = "";

    /// <summary>Name under which the register knows the public key.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>
    /// Folder with <c>agency.pem</c> (certificate and private key) and <c>silo-ca.pem</c>, for mutual TLS with the
    /// gateways. Null speaks in the clear, which only a register on this very machine accepts.
    /// </summary>
    public string? TlsFolder { get; set; }

    /// <summary>How long a call is repeated while the register is out of reach. Also limits the first connection.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one attempt may take before the call is sent again.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Notices that one call fetches while a follower catches up, 1 to 5,000.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>
    /// After such a silence, in which not even a heartbeat came, a follower looks into its feed: the most by which a notice is
    /// late when a silo fails. Longer than the register's interval of heartbeats (1 s), or every client pulls all the time.
    /// </summary>
    public TimeSpan SafetyPull { get; set; } = TimeSpan.FromSeconds(2);
}
