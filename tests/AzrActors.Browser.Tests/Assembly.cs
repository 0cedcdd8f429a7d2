[assembly: AssemblyFixture(typeof(AzrActors.Browser.Tests.Chromium))]
