[assembly: AssemblyFixture(typeof(AzrActors.Browser.Tests.Chromium))]
[assembly: AssemblyFixture(typeof(AzrActors.TestSupport.PostgresFixture))]
