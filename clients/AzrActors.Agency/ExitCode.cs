namespace AzrActors.Agency;

/// <summary>What the shell learns from <c>azr</c>.</summary>
public static class ExitCode
{
    /// <summary>The register stored, or knew already, everything it was told; or it showed what was asked for.</summary>
    public const int Accepted = 0;

    /// <summary>At least one submission or line was refused, unreadable or not sent.</summary>
    public const int Refused = 1;

    /// <summary>Wrong options, or a file that cannot be worked with at all.</summary>
    public const int Usage = 2;

    /// <summary>The register stayed out of reach.</summary>
    public const int Unreachable = 3;

    /// <summary>The access log is not what the register sealed, or a proof does not hold.</summary>
    public const int Tampered = 4;

    /// <summary>Ctrl+C, by the custom of shells 128 + SIGINT.</summary>
    public const int Cancelled = 130;
}

/// <summary>A file that cannot be worked with at all; one bad line among good ones is not that.</summary>
public sealed class BadFileException : Exception
{
    public BadFileException(string message) : base(message)
    {
    }

    public BadFileException(string message, Exception inner) : base(message, inner)
    {
    }
}
