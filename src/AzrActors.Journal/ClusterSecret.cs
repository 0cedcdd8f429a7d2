using System.Security.Cryptography;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>
/// 32 random bytes that the silos of one register share through its database and nobody else knows. Whoever may read
/// the database directly needs no door anyway.
/// </summary>
public sealed class ClusterSecret
{
    private const int Length = 32;

    private readonly byte[] _secret;

    private ClusterSecret(byte[] secret) => _secret = secret;

    /// <summary>Reads the secret; the first silo of a register makes it. Safe when several try at once.</summary>
    public static async Task<ClusterSecret> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var make = new NpgsqlCommand(
            "insert into cluster_secret (secret) values ($1) on conflict do nothing", connection)
        {
            Parameters = { new() { Value = RandomNumberGenerator.GetBytes(Length) } },
        };
        await make.ExecuteNonQueryAsync(cancellationToken);
        await using var read = new NpgsqlCommand("select secret from cluster_secret", connection);
        return new ClusterSecret((byte[])(await read.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>Another secret for each purpose, alike in all silos; none betrays another.</summary>
    public byte[] DeriveKey(string purpose, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, length, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    public override string ToString() => "ClusterSecret ***";
}
