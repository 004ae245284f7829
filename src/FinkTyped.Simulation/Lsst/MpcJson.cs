using System.Globalization;
using System.Text;
using FinkTyped.Lsst;
using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Lsst;

/// <summary>The Minor Planet Center's own document of an orbit, which an alert carries as text.</summary>
internal static class MpcJson
{
    private const int Parameters = 6;
    private const int Slots = 10;

    private static readonly string[] Cartesian = ["x", "y", "z", "vx", "vy", "vz"];
    private static readonly string[] Cometary = ["q", "e", "i", "node", "argperi", "peri_time"];

    public static string Write(SimulationRandom random, MpcOrbit orbit)
    {
        double[] elements = [orbit.Q ?? 0, orbit.E ?? 0, orbit.I ?? 0, orbit.Node ?? 0, orbit.Argperi ?? 0, orbit.PeriTime ?? 0];
        var state = new double[Parameters];
        for (var i = 0; i < state.Length; i++) state[i] = i < 3 ? random.Uniform(-2.8, 2.8) : random.Gaussian(0, 0.006);

        var text = new StringBuilder(6000);
        text.Append("{\"CAR\": ");
        Solution(text, random, Cartesian, state, 2e-17);
        text.Append(", \"COM\": ");
        Solution(text, random, Cometary, elements, 1e-12);
        text.Append(CultureInfo.InvariantCulture, $$"""
            , "moid_data": {"Mars": null, "Earth": null, "Venus": null, "Jupiter": null}, "epoch_data": {"epoch": {{orbit.EpochMjd:F1}}, "timeform": "MJD", "timesystem": "TDT"}
            """);
        text.Append("""
            , "system_data": {"eph": "DE431", "refsys": "Ecliptic", "refframe": "ICRF", "force_model": "????", "EclipticObliquityArcseconds": "84381.448"}
            """);
        text.Append("""
            , "software_data": {"mpcorb_version": "0.4", "fitting_datetime": "2026-02-25T16:02:12.667899+00:00", "fitting_software_name": "orbfit", "fitting_software_version": "1.0", "mpcorb_creation_datetime": "2026-02-25 16:02:12"}
            """);
        text.Append("""
            , "categorization": {"orbit_type_int": 11, "orbit_type_str": "Main Belt", "object_type_int": 0, "object_type_str": "Minor Planet", "orbit_subtype_int": null, "orbit_subtype_str": ""}
            """);
        text.Append(CultureInfo.InvariantCulture, $$"""
            , "magnitude_data": {"G": 0.15, "H": {{orbit.H}}, "G1": null, "G2": null, "G12": null, "photometric_model": "????"}
            """);
        text.Append(CultureInfo.InvariantCulture, $$"""
            , "designation_data": {"permid": "{{random.Integer(10_000, 700_000)}}", "iau_name": "", "designation_count": 1, "packed_primary_provisional_designation": "{{orbit.PackedPrimaryProvisionalDesignation}}", "unpacked_primary_provisional_designation": "{{orbit.Designation}}", "packed_secondary_provisional_designations": [], "unpacked_secondary_provisional_designations": []}
            """);
        text.Append("""
            , "non_grav_booleans": {"non_gravs": false, "non_grav_model": {"yc": false, "srp": false, "marsden": false, "yabushita": false, "yarkovski": false}, "non_grav_coefficients": {"A1": false, "A2": false, "A3": false, "DT": false, "srp": false, "yarkovski": false}}
            """);
        text.Append(CultureInfo.InvariantCulture, $$"""
            , "orbit_fit_statistics": {"nopp": {{orbit.Nopp}}, "score1": 0.0, "score2": 0.0, "U_param": 0, "numparams": 6, "nobs_radar": 0, "nobs_total": {{orbit.NobsTotal}}, "snr_below_1": false, "snr_below_3": false, "nobs_optical": {{orbit.NobsTotal}}, "orbit_quality": "good", "arc_length_sel": "2001-2026", "nobs_radar_sel": 0, "nobs_total_sel": {{orbit.NobsTotalSel}}, "normalized_RMS": {{orbit.NormalizedRms}}, "arc_length_total": "2001-2026", "nobs_optical_sel": {{orbit.NobsTotalSel}}, "not_normalized_RMS": null, "sig_to_noise_ratio": [
            """);
        Numbers(text, Parameters, i => random.LogNormal(8e6, 5).ToString("R", CultureInfo.InvariantCulture));
        return text.Append("]}}").ToString();
    }

    private static void Solution(StringBuilder text, SimulationRandom random, string[] names, double[] values, double variance)
    {
        text.Append("{\"covariance\": {");
        for (var row = 0; row < Slots; row++)
        {
            for (var column = row; column < Slots; column++)
            {
                if (row + column > 0) text.Append(", ");
                text.Append(CultureInfo.InvariantCulture, $"\"cov{row}{column}\": ");
                if (column >= Parameters) text.Append("null");
                else text.Append(Small(variance * random.LogNormal(1, 8) * (row == column || random.Chance(0.5) ? 1 : -1)));
            }
        }

        text.Append("}, \"eigenvalues\": [");
        Numbers(text, Parameters, i => Small(Math.Pow(10, i - Parameters) * random.LogNormal(1e-6, 2)));
        text.Append("], \"coefficient_names\": [");
        Numbers(text, Parameters, i => $"\"{names[i]}\"");
        text.Append("], \"coefficient_values\": [");
        Numbers(text, Parameters, i => values[i].ToString("R", CultureInfo.InvariantCulture));
        text.Append("], \"coefficient_uncertainties\": [");
        Numbers(text, Parameters, i => Small(Math.Sqrt(variance) * random.LogNormal(10, 4)));
        text.Append("]}");
    }

    private static void Numbers(StringBuilder text, int count, Func<int, string> number)
    {
        for (var i = 0; i < count; i++)
        {
            if (i > 0) text.Append(", ");
            text.Append(number(i));
        }
    }

    // Without exponent, as the document has it: sixteen digits after the zeros.
    private static string Small(double value)
    {
        var zeros = value == 0 ? 0 : (int)Math.Max(0, -Math.Floor(Math.Log10(Math.Abs(value))));
        return value.ToString("F" + (zeros + 15).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
