namespace FinkTyped.Surveys.Tests;

/// <summary>The schema files of the surveys, and the records in them.</summary>
internal static class SurveySchemas
{
    public static TheoryData<string> All => ["ztf", "lsst", "rubin", "multimessenger"];

    public static AvroSchema Load(string survey) => Parse(Path.Combine(AppContext.BaseDirectory, "schemas", survey, "alert.avsc"));

    public static AvroSchema Parse(string path) => AvroSchema.Parse(File.ReadAllBytes(path));

    /// <summary>Every record of a schema, each once.</summary>
    public static List<AvroRecordSchema> Records(AvroSchema schema)
    {
        var records = new List<AvroRecordSchema>();
        Visit(schema);
        return records;

        void Visit(AvroSchema at)
        {
            switch (at)
            {
                case AvroRecordSchema record when !records.Contains(record, ReferenceEqualityComparer.Instance):
                    records.Add(record);
                    foreach (var field in record.Fields) Visit(field.Schema);
                    break;
                case AvroArraySchema array:
                    Visit(array.Items);
                    break;
                case AvroMapSchema map:
                    Visit(map.Values);
                    break;
                case AvroUnionSchema union:
                    foreach (var branch in union.Branches) Visit(branch);
                    break;
            }
        }
    }
}
