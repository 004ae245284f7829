using System.Text;
using FinkTyped.Columns;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Transfers;

/// <summary>Saved alerts as Parquet.</summary>
internal static class ParquetFiles
{
    /// <summary>The format for a saver.</summary>
    /// <param name="codec">How pages are packed.</param>
    /// <param name="fields">The columns; all where empty, but those that names of folders hold.</param>
    /// <param name="folders">The folders; null where there are none.</param>
    public static SavedFileFormat Of(ParquetCodec codec, IReadOnlyList<string> fields, HivePartitioning? folders) => new(".parquet", (alerts, file, metadata) =>
    {
        var wanted = fields.Count > 0 || folders is null ? fields : folders.FieldsBeside(AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(metadata["avro.schema"])));
        return AlertParquet.WriteAsync(alerts, file, new ColumnOptions { Fields = wanted }, codec, metadata);
    });
}
