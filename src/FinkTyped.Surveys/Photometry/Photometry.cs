using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Astronomy;

/// <summary>Between fluxes in nJy and AB magnitudes, and from difference to apparent magnitudes.</summary>
public static class Photometry
{
    /// <summary>
    /// The AB magnitude of 1 nJy: m = 31.4 - 2.5 log10(f / nJy) (Oke and Gunn 1983, ApJ 266, 713; 0 mag = 3631 Jy, rounded as Rubin rounds
    /// it).
    /// </summary>
    public const double ZeroPoint = 31.4;

    /// <summary>
    /// Within this distance (in pixels, ZTF's <c>distnr</c>) a reference source counts as lying behind the candidate, so that its flux
    /// belongs to the apparent magnitude. Fink's threshold.
    /// </summary>
    public const double ReferenceRadius = 1.5;

    // dm / (df / f), 1.0857: the derivative of 2.5 log10.
    private static readonly double MagnitudePerRelativeFlux = 2.5 / Math.Log(10);

    /// <summary>The AB magnitude of a flux in nJy; null for one that is not positive, which has none.</summary>
    public static double? ToMagnitude(double flux) => flux > 0 ? ZeroPoint - (2.5 * Math.Log10(flux)) : null;

    /// <summary>The AB magnitude of a flux, its error to first order: sigma_m = 2.5 / ln 10 * sigma_f / f.</summary>
    public static Magnitude? ToMagnitude(Flux flux) =>
        ToMagnitude(flux.Value) is { } value ? new Magnitude(value, MagnitudePerRelativeFlux * flux.Error / flux.Value) : null;

    /// <summary>The flux in nJy of an AB magnitude.</summary>
    public static double ToFlux(double magnitude) => Math.Pow(10, (ZeroPoint - magnitude) / 2.5);

    /// <summary>The flux of an AB magnitude, its error to first order.</summary>
    public static Flux ToFlux(Magnitude magnitude)
    {
        var value = ToFlux(magnitude.Value);
        return new Flux(value, value * magnitude.Error / MagnitudePerRelativeFlux);
    }

    /// <summary>
    /// The magnitude that a source would need to stand out by <paramref name="sigmas"/> from noise of <paramref name="fluxError"/> nJy.
    /// </summary>
    public static double? UpperLimit(double fluxError, double sigmas = 5) => ToMagnitude(sigmas * fluxError);

    /// <summary>
    /// ZTF's <c>isdiffpos</c>: true for "t" or "1" (brighter than the reference), false for "f" or "0", null for anything else.
    /// </summary>
    public static bool? IsBrighter(string? isdiffpos) => isdiffpos switch
    {
        "t" or "1" => true,
        "f" or "0" => false,
        _ => null,
    };

    /// <summary><see cref="IsBrighter(string)"/> of text that is still encoded.</summary>
    public static bool? IsBrighter(AvroString isdiffpos) => isdiffpos.Utf8Bytes switch
    {
        [(byte)'t'] or [(byte)'1'] => true,
        [(byte)'f'] or [(byte)'0'] => false,
        _ => null,
    };

    /// <summary>
    /// The apparent magnitude of a ZTF detection, the reference source behind it included; null where its total flux is not positive, or
    /// not known.
    /// </summary>
    public static Magnitude? ApparentMagnitude(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return ZtfPoints.Of(candidate)?.Total?.ToMagnitude();
    }

    /// <summary>The apparent magnitude of an encoded ZTF detection, as a query asks for it.</summary>
    public static Magnitude? ApparentMagnitude(Candidate.View candidate) => ZtfPoints.Of(candidate)?.Total?.ToMagnitude();

    /// <summary>
    /// The apparent magnitude of an LSST detection, from its flux on the visit image (<c>scienceFlux</c>); null where that is not positive,
    /// or not known.
    /// </summary>
    public static Magnitude? ApparentMagnitude(DiaSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return LsstPoints.Flux(source.ScienceFlux, source.ScienceFluxErr)?.ToMagnitude();
    }

    /// <summary>The apparent magnitude of an encoded LSST detection, as a query asks for it.</summary>
    public static Magnitude? ApparentMagnitude(DiaSource.View source) => LsstPoints.Flux(source.ScienceFlux, source.ScienceFluxErr)?.ToMagnitude();

    /// <summary>The apparent magnitude of a detection in a packet of Rubin's own, like that of LSST's.</summary>
    public static Magnitude? ApparentMagnitude(Rubin.DiaSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return LsstPoints.Flux(source.ScienceFlux, source.ScienceFluxErr)?.ToMagnitude();
    }

    /// <summary>The apparent magnitude of an encoded detection in a packet of Rubin's own, as a query asks for it.</summary>
    public static Magnitude? ApparentMagnitude(Rubin.DiaSource.View source) => LsstPoints.Flux(source.ScienceFlux, source.ScienceFluxErr)?.ToMagnitude();

    /// <summary>
    /// The apparent flux of a source that varies on top of a reference source: f = f_ref + f_diff, or f_ref - f_diff for a candidate
    /// fainter than the reference (the "DC magnitude" of the ZTF Science Data System Explanatory Supplement). Errors add in quadrature, as
    /// if independent.
    /// </summary>
    /// <param name="difference">The difference magnitude: <c>magpsf</c> and <c>sigmapsf</c>.</param>
    /// <param name="reference">The magnitude of the reference source: <c>magnr</c> and <c>sigmagnr</c>.</param>
    /// <param name="isBrighter">Whether the candidate is brighter than the reference: <c>isdiffpos</c>.</param>
    public static Flux ApparentFlux(Magnitude difference, Magnitude reference, bool isBrighter)
    {
        var (change, changeError) = difference.ToFlux();
        var (steady, steadyError) = reference.ToFlux();
        var error = Math.Sqrt((changeError * changeError) + (steadyError * steadyError));
        return new Flux(isBrighter ? steady + change : steady - change, error);
    }

    /// <summary>The magnitude of <see cref="ApparentFlux"/>; null where that is not positive.</summary>
    /// <inheritdoc cref="ApparentFlux" path="/param"/>
    public static Magnitude? ApparentMagnitude(Magnitude difference, Magnitude reference, bool isBrighter) =>
        ApparentFlux(difference, reference, isBrighter).ToMagnitude();
}
