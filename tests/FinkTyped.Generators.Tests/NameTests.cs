using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Tests;

/// <summary>From names of a schema to names of C#.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("psfFlux", "PsfFlux")]
    [InlineData("midpointMjdTai", "MidpointMjdTai")]
    [InlineData("prv_candidates", "PrvCandidates")]
    [InlineData("lc_features_g", "LcFeaturesG")]
    [InlineData("ra_dec_Cov", "RaDecCov")]
    [InlineData("g_psfFluxMean", "GPsfFluxMean")]
    [InlineData("magnitude_percentage_ratio_20_10", "MagnitudePercentageRatio20_10")]
    [InlineData("e_Plx", "EPlx")]
    [InlineData("snnSnVsOthers_score", "SnnSnVsOthersScore")]
    [InlineData("DR3Name", "DR3Name")]
    [InlineData("a", "A")]
    [InlineData("event", "Event")]
    [InlineData("__index_level_0__", "IndexLevel0")]
    [InlineData("_2mass", "_2mass")]
    [InlineData("__2MASS_name", "_2MASSName")]
    [InlineData("MJD", "MJD")]
    [InlineData("RED_GIANT", "RedGiant")]
    [InlineData("stetson_K", "StetsonK")]
    [InlineData("vsx_Type", "VsxType")]
    [InlineData("d_1_2_3", "D1_2_3")]
    [InlineData("x1y_2", "X1y2")]
    [InlineData("i", "I")]
    [InlineData("___", null)]
    public void A_name_becomes_PascalCase(string name, string? expected) => Assert.Equal(expected, PascalCase.From(name));

    [Theory]
    [InlineData("psf_flux", "Psf_Flux")]
    [InlineData("_x", "X")]
    [InlineData("2_x", "_2_X")]
    public void Words_can_be_kept_apart(string name, string expected) => Assert.Equal(expected, PascalCase.Spelt(name));

    [Fact]
    public void A_name_is_given_once()
    {
        var scope = new NameScope(StringComparer.Ordinal, ["Read"]);
        Assert.Equal("Flux", scope.Take("Flux"));
        Assert.Equal("FluxValue", scope.Take("Flux", "FluxValue"));
        Assert.Equal("FluxValue2", scope.Take("Flux", "FluxValue"));
        Assert.Equal("Read2", scope.Take("Read"));
        Assert.Equal("Band1", scope.Take("Band1"));
        Assert.Equal("Band1_2", scope.Take("Band1"));
    }

    [Fact]
    public void Ten_thousand_equal_names_are_no_burden()
    {
        var fields = Enumerable.Range(0, 10_000).Select(i => new string('_', i % 100) + "x" + new string('_', i / 100)).ToList();
        Assert.Equal(10_000, MemberNames.OfProperties("R", fields, out _).Select(n => n.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("My-App", "My_App")]
    [InlineData("3d.Alerts", "_3d.Alerts")]
    [InlineData("Épreuve", "Épreuve")]
    public void The_project_s_own_namespace_is_made_valid(string rootNamespace, string expected)
    {
        var driver = Generation.Driver([new SchemaItem("a.avsc", Samples.All["Recursion"])], rootNamespace);
        var result = driver.RunGenerators(Generation.Compilation(), TestContext.Current.CancellationToken).GetRunResult();
        Assert.Contains($"namespace {expected};", result.GeneratedTrees[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keywords_in_a_namespace_are_escaped() =>
        Generation.Build([new SchemaItem("a.avsc", Samples.All["Recursion"]) { Namespace = "My.event.class" }]);
}
