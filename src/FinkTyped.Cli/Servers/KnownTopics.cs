using System.Globalization;

namespace FinkTyped.Cli.Servers;

/// <summary>What Fink's own livestream topics hold. A server can have others.</summary>
internal static class KnownTopics
{
    private static readonly Dictionary<string, string> Abouts = new(StringComparer.Ordinal)
    {
        ["fink_extragalactic_lt20mag_candidate_lsst"] = "extragalactic candidates brighter than 20 mag",
        ["fink_extragalactic_new_candidate_lsst"] = "new extragalactic candidates",
        ["fink_extragalactic_svom_lsst"] = "extragalactic candidates in the fields of SVOM",
        ["fink_faint_trails_lsst"] = "faint trails of fast moving objects",
        ["fink_fast_transient_gvom_lsst"] = "fast transients for GVOM",
        ["fink_hostless_candidate_lsst"] = "candidates without a visible host galaxy",
        ["fink_in_tns_lsst"] = "objects that the Transient Name Server knows",
        ["fink_mdwarf_flare_lsst"] = "flares of M dwarfs",
        ["fink_most_likely_sn_lsst"] = "most likely supernovae",
        ["fink_remove_unlikely_transients_lsst"] = "all but unlikely transients",
        ["fink_sn_near_galaxy_candidate_lsst"] = "supernova candidates near a galaxy",
        ["fink_uniform_sample_lsst"] = "a uniform sample of all alerts",
        ["fink_early_sn_candidates_ztf"] = "early type Ia supernova candidates",
        ["fink_sn_candidates_ztf"] = "supernova candidates",
        ["fink_kn_candidates_ztf"] = "kilonova candidates",
        ["fink_early_kn_candidates_ztf"] = "early kilonova candidates near galaxies",
        ["fink_rate_based_kn_candidates_ztf"] = "kilonova candidates by their rate of change",
        ["fink_microlensing_candidates_ztf"] = "microlensing candidates",
        ["fink_sso_ztf_candidates_ztf"] = "known objects of the solar system",
        ["fink_sso_fink_candidates_ztf"] = "candidate objects of the solar system",
        ["fink_tns_match_ztf"] = "objects that the Transient Name Server knows",
        ["fink_simbad_grav_candidates_ztf"] = "gravitational lenses of SIMBAD",
        ["fink_blazar_ztf"] = "blazars",
        ["fink_yso_candidates_ztf"] = "candidate young stellar objects",
        ["fink_yso_spicy_candidates_ztf"] = "young stellar objects of the SPICY catalogue",
        ["fink_magnetic_cvs_ztf"] = "magnetic cataclysmic variables",
        ["fink_new_hostless_ztf"] = "new candidates without a visible host galaxy",
        ["fink_intra_night_hostless_ztf"] = "hostless candidates that move or change within a night",
        ["fink_inter_night_hostless_ztf"] = "hostless candidates seen in several nights",
        ["fink_vra_ztf"] = "alerts ranked by the virtual research assistant",
        ["fink_unknowns_ztf"] = "objects without any classification",
        ["fink_grb_bronze"] = "gamma-ray bursts in coincidence, all",
        ["fink_grb_silver"] = "gamma-ray bursts in coincidence, likely",
        ["fink_grb_gold"] = "gamma-ray bursts in coincidence, best",
        ["fink_gw_bronze"] = "gravitational-wave events in coincidence",
    };

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => Abouts.Keys;

    /// <summary>A few words on a topic; empty where nothing is known of it.</summary>
    public static string About(string topic) => Abouts.TryGetValue(topic, out var about) ? about : "";

    /// <summary>Whether a topic is one of a survey's livestream, or none of the names says.</summary>
    public static bool MayBeOf(string survey, string topic) => !topic.EndsWith(Other(survey), StringComparison.Ordinal);

    private static string Other(string survey) => string.Create(CultureInfo.InvariantCulture, $"_{(survey == "ztf" ? "lsst" : "ztf")}");
}
