using System.Buffers;
using FinkTyped.Multimessenger;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

public class OtherWriterTests
{
    [Theory]
    [InlineData("fink-ztf-0p1")]
    [InlineData("fink-ztf-0p2")]
    [InlineData("fink-ztf-1.4_0.5.1")]
    [InlineData("fink-ztf-1.4_0.5.1_replayed")]
    [InlineData("fink-ztf-2.7_3.10.1")]
    public void Older_ZTF_streams_are_read_as_the_current_type(string writer) =>
        Assert.False(AlertDecoder<ZtfAlert>.For(SurveySchemas.Parse(SharedData.Require($"schemas/legacy/{writer}.avsc"))).IsWireIdentical);

    [Fact]
    public void Fields_that_Fink_renamed_are_found_by_their_old_names()
    {
        var report = AlertDecoder<ZtfAlert>.For(SurveySchemas.Parse(SharedData.Require("schemas/legacy/fink-ztf-0p2.avsc"))).Report;

        var renamed = Assert.Single(report.Differences, d => d.Kind == ResolutionDifferenceKind.Renamed);
        Assert.Equal("rf_snia_vs_nonia", renamed.Path);
    }

    [Fact]
    public void Fields_that_changed_kind_are_refused_by_name()
    {
        Assert.Equal("mulens", FaultOf(SurveySchemas.Parse(SharedData.Require("schemas/legacy/fink-ztf-1.1_0.4.3.avsc"))));
        Assert.Equal("timestamp", FaultOf(SharedAlerts.Datums(SharedAlerts.ZtfOf2019)[0].WriterSchema));

        static string FaultOf(AvroSchema writer) =>
            Assert.Single(Assert.Throws<SchemaResolutionException>(() => AlertDecoder<ZtfAlert>.For(writer)).Problems).Path;
    }

    [Fact]
    public void Multi_messenger_features_are_read_as_doubles_whatever_Fink_took_them_for()
    {
        var writer = SurveySchemas.Parse(SharedData.Require("schemas/fink-mm-1.3.avsc"));
        var datum = Encode((AvroRecordSchema)writer, (ref AvroWriter w, AvroField field) =>
        {
            switch (field.Name)
            {
                case "triggerId":
                    w.WriteUnionIndex(0);
                    w.WriteString("S230518h");
                    break;
                case "lc_features_g":
                    w.WriteUnionIndex(0);
                    foreach (var _ in FieldsOf(field))
                    {
                        w.WriteUnionIndex(0);
                        w.WriteInt(3);
                    }

                    break;
                default:
                    w.WriteUnionIndex(1);
                    break;
            }
        });

        var alert = AlertDecoder<MultimessengerAlert>.For(writer).Decode(datum);

        Assert.Equal("S230518h", alert.TriggerId);
        Assert.Equal((3.0, 3.0), (alert.LcFeaturesG!.Amplitude, alert.LcFeaturesG.WeightedMean));
        Assert.Null(alert.LcFeaturesR);
    }

    [Fact]
    public void Multi_messenger_1_1_is_refused_for_its_numeric_trigger()
    {
        var writer = SurveySchemas.Parse(SharedData.Require("schemas/fink-mm-1.1.avsc"));

        var error = Assert.Throws<SchemaResolutionException>(() => AlertDecoder<MultimessengerAlert>.For(writer));

        Assert.Equal("triggerId", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public void Multi_messenger_1_1_is_read_through_aliases_but_for_the_trigger()
    {
        // The same schema with the trigger as text, a null one.
        var text = File.ReadAllText(SharedData.Require("schemas/fink-mm-1.1.avsc"));
        var json = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        var trigger = json["fields"]!.AsArray().Single(f => (string?)f!["name"] == "triggerId")!;
        trigger["type"] = new System.Text.Json.Nodes.JsonArray("string", "null");
        var writer = AvroSchema.Parse(json.ToJsonString());
        var datum = Encode((AvroRecordSchema)writer, (ref AvroWriter w, AvroField field) =>
        {
            w.WriteUnionIndex(field.Name.StartsWith("grb_", StringComparison.Ordinal) ? 0 : 1);
            if (field.Name.StartsWith("grb_", StringComparison.Ordinal)) w.WriteDouble(field.Index);
        });

        var alert = AlertDecoder<MultimessengerAlert>.For(writer).Decode(datum);

        Assert.Equal((12.0, 13.0, 14.0, 16.0), (alert.GcnRa, alert.GcnDec, alert.GcnLocError, alert.PAssoc));
    }

    private delegate void FieldWriter(ref AvroWriter writer, AvroField field);

    private static byte[] Encode(AvroRecordSchema schema, FieldWriter write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(output);
        foreach (var field in schema.Fields) write(ref writer, field);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static IReadOnlyList<AvroField> FieldsOf(AvroField field) =>
        ((AvroRecordSchema)((AvroUnionSchema)field.Schema).Branches[0]).Fields;
}
