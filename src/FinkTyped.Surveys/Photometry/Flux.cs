using System.Globalization;
using System.Text.Json.Serialization;

namespace FinkTyped.Astronomy;

/// <summary>A flux density; negative where a difference image got fainter.</summary>
/// <param name="Value">In nJy.</param>
/// <param name="Error">1-sigma uncertainty in nJy; NaN where unknown.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public readonly record struct Flux(double Value, double Error)
{
    /// <summary>Value over error.</summary>
    [JsonIgnore]
    public double SignalToNoise => Value / Error;

    /// <summary>The AB magnitude; null for a flux that is not positive, which has none.</summary>
    public Magnitude? ToMagnitude() => Photometry.ToMagnitude(this);

    /// <summary>For people, in nJy: <c>1234.5 ± 67.8 nJy</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.#} ± {Error:0.#} nJy");
}
