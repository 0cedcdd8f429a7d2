using AzrActors.Domain.Law;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Tests.Law;

/// <summary>A compiled right is one look into an array.</summary>
public class LookupTests
{
    [Fact]
    public void Looking_up_a_right_takes_no_memory()
    {
        var law = LegalState.On(Scenario.Today);
        var rights = law.ReadingOf(AuthorityKind.AsylumBenefitsBody, Purpose.Find("22", Scenario.Today));
        var found = LookUpAll(law, rights);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = LookUpAll(law, rights);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(found, again);
        Assert.True(found > 0);
    }

    private static int LookUpAll(LegalState law, Rights rights)
    {
        var found = 0;
        for (var i = 0; i < law.Items.Count; i++)
            for (var group = PersonGroup.ThirdCountry; group <= PersonGroup.UnionCitizen; group++)
                if (rights.Find(law.Items[i], group, Conditions.SearchNoteVisible) is not null) found++;
        return found;
    }
}
