using FinkTyped.Kafka;

namespace FinkTyped.Cli.Commands;

/// <summary>The wire formats by the names of the services that use them.</summary>
internal static class WireFormats
{
    public static readonly string[] Names = ["livestream", "transfer", "rubin", "ztf"];

    public static WireFormat Of(string name) => name switch
    {
        "transfer" => WireFormat.SchemaTopic,
        "rubin" => WireFormat.Confluent,
        "ztf" => WireFormat.Container,
        _ => WireFormat.SchemaInKey,
    };
}
