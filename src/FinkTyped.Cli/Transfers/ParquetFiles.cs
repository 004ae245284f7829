using System.Text;
using FinkTyped.Columns;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Transfers;

/// <summary>Saved alerts as Parquet.</summary>
internal static class ParquetFiles
{
    /// <summary>The format for a saver.</summary>
    /// <param name="codec">How pages are packed.</param>
    /// <param name="fields">The columns; all where empty.</param>
    /// <param name="hidden">Columns that names of folders hold already: readers of Hive's layout bear a column in one place only.</param>
    public static SavedFileFormat Of(ParquetCodec codec, IReadOnlyList<string> fields, IReadOnlyList<string> hidden) => new(".parquet", (alerts, file, metadata) =>
    {
        var options = new ColumnOptions { Fields = fields.Count > 0 || hidden.Count == 0 ? fields : Others(metadata["avro.schema"], hidden) };
        return AlertParquet.WriteAsync(alerts, file, options, codec, metadata);
    });

    /// <summary>The fields of a record that are not among those hidden; none, which is all, where nothing is hidden.</summary>
    public static IReadOnlyList<string> Others(AvroSchema schema, IReadOnlyList<string> hidden)
    {
        if (schema is not AvroRecordSchema record) return [];
        var others = record.Fields.Select(field => field.Name).Where(name => !hidden.Contains(name)).ToList();
        return others.Count == record.Fields.Count ? [] : others;
    }

    private static IReadOnlyList<string> Others(string schema, IReadOnlyList<string> hidden) => Others(AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(schema)), hidden);
}
