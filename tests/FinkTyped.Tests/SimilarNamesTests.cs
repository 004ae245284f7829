namespace FinkTyped.Tests;

/// <summary>What somebody may have meant.</summary>
public sealed class SimilarNamesTests
{
    private static readonly string[] Names = ["ztf", "lsst", "rubin", "psfFlux", "psfFluxErr", "candid", "diaSourceId", "g", "ra", "dec"];

    [Theory]
    [InlineData("lsts", "lsst")]
    [InlineData("LSST", "lsst")]
    [InlineData("lst", "lsst")]
    [InlineData("zft", "ztf")]
    [InlineData("rubn", "rubin")]
    [InlineData("psfflux", "psfFlux")]
    [InlineData("psfFluxEr", "psfFluxErr")]
    [InlineData("diaSourecId", "diaSourceId")]
    [InlineData("canddi", "candid")]
    [InlineData("RA", "ra")]
    [InlineData("G", "g")]
    [InlineData("ar", "ra")]
    [InlineData("r", null)]
    [InlineData("", null)]
    [InlineData("mag", null)]
    [InlineData("classification", null)]
    public void The_nearest_name_is_found_and_none_where_none_is_near(string name, string? expected) => Assert.Equal(expected, SimilarNames.Find(name, Names));
}
