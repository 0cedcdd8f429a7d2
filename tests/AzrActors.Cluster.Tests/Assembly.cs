using System.Runtime.Versioning;
using AzrActors.TestSupport;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
[assembly: SupportedOSPlatform("linux")]
