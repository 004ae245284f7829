using System.Globalization;
using System.Text.Json.Serialization;

namespace FinkTyped.Astronomy;

/// <summary>An AB magnitude.</summary>
/// <param name="Value">In mag; smaller is brighter.</param>
/// <param name="Error">1-sigma uncertainty in mag; NaN where unknown.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public readonly record struct Magnitude(double Value, double Error)
{
    /// <summary>The flux density.</summary>
    public Flux ToFlux() => Photometry.ToFlux(this);

    /// <summary>For people: <c>18.42 ± 0.05 mag</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.00} ± {Error:0.00} mag");
}
