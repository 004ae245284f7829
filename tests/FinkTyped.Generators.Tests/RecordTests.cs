using static FinkTyped.Generators.Tests.UserProgram;

namespace FinkTyped.Generators.Tests;

/// <summary>What generated types do when they are used. The using code is compiled with them: what does not compile is a failure too.</summary>
public sealed class RecordTests
{
    [Fact]
    public void Records_are_equal_when_their_values_are() => Run("Collections", """
        static Collections Make(byte last) => new()
        {
            Numbers = [1, double.NaN],
            Grid = [[1.5f, null], []],
            ByBand = new([new("g", new Band { Mean = 1 }), new("r", new Band())]),
            Blobs = new([new("a", new byte[] { 1, 2, last })]),
        };
        Check(Make(3) == Make(3));
        Check(Make(3).GetHashCode() == Make(3).GetHashCode());
        Check(Make(3) != Make(4));
        Check(Make(3) != Make(3) with { Grid = [[1.5f], []] });
        Check(Make(3) == Make(3) with { ByBand = new([new("r", new Band()), new("g", new Band { Mean = 1 })]) });
        """);

    [Fact]
    public void Bytes_are_equal_by_content_and_null_is_not_empty() => Run("Optional", """
        var one = new Optional { Lonely = 1, Bytes = new byte[] { 1, 2 } };
        Check(one == one with { Bytes = new byte[] { 0, 1, 2 }.AsMemory(1) });
        Check(one.GetHashCode() == (one with { Bytes = new byte[] { 1, 2 } }).GetHashCode());
        Check(one != one with { Bytes = null });
        Check(one with { Bytes = Array.Empty<byte>() } != one with { Bytes = null });
        Check((one with { Bytes = null }).Bytes is null);
        """);

    [Fact]
    public void NaN_equals_NaN_and_is_not_null() => Run("Optional", """
        var nan = new Optional { First = double.NaN };
        Check(nan == new Optional { First = double.NaN });
        Check(nan != new Optional());
        """);

    [Fact]
    public void Nullable_numbers_of_history_are_values_like_any_other() => Run("History", """
        var one = new Exposure { Jd = 1, Magpsf = 0, Band = Band.R };
        Check(one.Magpsf == 0 && one.Candid is null && one.Flag is null && one.Band == Band.R && one.Ra == 1.5);
        Check(one != one with { Magpsf = null });
        Check(one with { Magpsf = null } == new Exposure { Jd = 1, Band = Band.R });
        Check((one with { Magpsf = null }).GetHashCode() == new Exposure { Jd = 1, Band = Band.R }.GetHashCode());
        Check(one with { Candid = 0 } != one && one with { Flag = false } != one && one with { Ra = null } != one);
        Check(one with { Magpsf = float.NaN } == one with { Magpsf = float.NaN });
        Check(one.ToString() == "Exposure { Jd = 1, Magpsf = 0, Candid = , Flag = , Band = R, Ra = 1.5, Note =  }");
        """);

    [Fact]
    public void Nullable_numbers_of_history_are_resolved() => Run("History", """"
        var writer = FinkTyped.AvroSchema.Parse("""
            {"type": "record", "name": "w", "fields": [{"name": "exposures", "type": {"type": "array", "items": {"type": "record", "name": "x", "fields": [
              {"name": "flag", "type": ["null", "boolean"]}, {"name": "jd", "type": "float"}, {"name": "magpsf", "type": ["null", "int"]},
              {"name": "band", "type": ["null", {"type": "enum", "name": "b", "symbols": ["r"]}]}]}}}]}
            """);
        var datum = new byte[] { 4, 2, 1, 0, 0, 0, 0, 2, 6, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
        var exposures = FinkTyped.AlertDecoder<History>.For(writer).Decode(datum).Exposures;
        Check(exposures.Count == 2);
        Check(exposures[0] == new Exposure { Magpsf = 3, Flag = true, Band = Band.R });
        Check(exposures[1] == new Exposure());
        """");

    [Fact]
    public void A_view_tells_null_from_absent() => Run("Optional", """"
        var writer = FinkTyped.AvroSchema.Parse("""
            {"type": "record", "name": "w", "fields": [{"name": "lonely", "type": ["int"]}, {"name": "text", "type": ["string", "null"]}]}
            """);
        var datum = new byte[] { 0, 2, 2 };
        Check(Has(static o => o.Text.IsNull && o.IsWritten(nameof(Optional.View.Text))));
        Check(Has(static o => o.Last is null && !o.IsWritten(nameof(Optional.View.Last))));
        Check(Has(static o => o.IsWritten("Lonely")));
        try { Has(static o => o.IsWritten("lonely")); Check(false); } catch (ArgumentException) { }
        bool Has(Func<Optional.View, bool> predicate) => Optional.Where(predicate).TryEvaluate(writer, datum, out _);
        """");

    [Fact]
    public void Text_of_a_record_is_short_however_long_its_bytes() => Run("Primitives", """
        var record = new Primitives { Stamp = new byte[100_000], ObjectId = "ZTF" };
        Check(record.ToString().Length < 300);
        Check(record.ToString().Contains("ObjectId = ZTF"));
        """);

    [Fact]
    public void Defaults_are_what_the_schema_says() => Run("Defaults", """
        var record = new Defaults();
        Check(record.Name == "Unknown \"é\"");
        Check(record.Flag);
        Check(record.Count == -1);
        Check(record.Id == 1L << 62);
        Check(record.Flux == 1e-3f);
        Check(record.Ra == 2.5);
        Check(double.IsNaN(record.Nan));
        Check(record.Stamp.Span.SequenceEqual(new byte[] { 255, 0 }));
        Check(record.Bands == new Defaults().Bands && record.Bands.Count == 2 && record.Bands[1] == "r");
        Check(record.None.Count == 0);
        Check(record.Scores["a"] == 1 && record.Scores["b"] is null);
        Check(record.Sign == Sign.Minus);
        Check(record.Point == new Point { X = 5, Y = 7 });
        Check(record.InvalidInZTF is null);
        """);

    [Fact]
    public void A_union_says_which_of_its_types_it_holds() => Run("Unions", """
        UnionsValue value = 5L;
        Check(value.Kind == UnionsValueKind.Long && value.IsLong && !value.IsDouble && !value.IsNull);
        Check(value.AsLong() == 5 && value.TryGetLong(out var number) && number == 5);
        Check(!value.TryGetString(out var text) && text is null);
        Check(value.ToString() == "5");
        Check(value == 5L && value != 5.0 && value != "5" && value != UnionsValue.Null);
        Check(default(UnionsValue).IsNull && default(UnionsValue) == UnionsValue.Null && UnionsValue.Null.ToString() == "null");
        Check((UnionsValue)double.NaN == double.NaN);
        try { value.AsString(); Check(false); }
        catch (InvalidOperationException e) { Check(e.Message == "the value is of the kind Long, not String"); }
        UnionsOthers bytes = new ReadOnlyMemory<byte>(new byte[] { 1 });
        Check(bytes == new UnionsOthers(new byte[] { 1 }) && bytes.AsBytes().Length == 1);
        UnionsOthers part = new Part();
        Check(part.TryGetPart(out var found) && found == new Part());
        UnionsOthers array = new UnionsOthers([1, 2]);
        Check(array.AsArray()[1] == 2);
        """);

    [Fact]
    public void A_union_without_null_has_to_be_set_before_it_is_written() => Run("Unions", """
        var record = new Unions { Others = [default] };
        var writer = new FinkTyped.AvroWriter(new System.Buffers.ArrayBufferWriter<byte>());
        try { record.Write(ref writer); Check(false); }
        catch (InvalidOperationException e) { Check(e.Message == "the value is of the kind None, not a type of the union"); }
        """);

    [Fact]
    public void A_fixed_has_its_size_and_its_bytes() => Run("Named", """
        var sum = new Md5([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]);
        Check(Md5.Size == 16 && Page.Size == 4096 && Empty.Size == 0);
        Check(sum == new Md5(sum.ToArray()) && sum != default && sum.GetHashCode() == new Md5(sum.ToArray()).GetHashCode());
        Check(sum.ToString() == "000102030405060708090A0B0C0D0EFF");
        Check(sum.AsSpan()[15] == 255 && default(Md5).AsSpan().Length == 16);
        Check(default(Page) == new Page(new byte[4096]) && default(Page).AsSpan().Length == 4096);
        Check(new Empty([]) == default && new Empty([]).ToString() == "");
        try { _ = new Md5([1]); Check(false); }
        catch (ArgumentException e) { Check(e.Message.StartsWith("1 bytes, not 16")); }
        """);

    [Fact]
    public void A_symbol_that_the_enum_has_not_cannot_be_written() => Run("Named", """
        var record = new Named { Band = (Band)17, Bands = [] };
        var writer = new FinkTyped.AvroWriter(new System.Buffers.ArrayBufferWriter<byte>());
        try { record.Write(ref writer); Check(false); }
        catch (FinkTyped.AvroException e) { Check(e.Message == "symbol 17 of an enum of 5 cannot be written"); }
        """);

    [Fact]
    public void A_user_s_own_members_join_in() => Run("Recursion", """
        var leaf = new Node { Note = "a" };
        Check(leaf.Depth == 1 && new Node { Next = leaf }.Depth == 2);
        Check(leaf != new Node { Note = "b" });
        """, """
        namespace Sample;
        public sealed partial record Node
        {
            /// <summary>A note.</summary>
            public string? Note { get; init; }

            /// <summary>How deep.</summary>
            public int Depth => 1 + (Next?.Depth ?? 0);
        }
        """);

    [Fact]
    public void What_may_not_be_null_has_to_be_set()
    {
        var compilation = Generation.Compilation("class User { object Make() => new Sample.Primitives(); }");
        Generation.Driver([new SchemaItem("a.avsc", Samples.All["Primitives"])])
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, TestContext.Current.CancellationToken);
        var error = Assert.Single(generated.GetDiagnostics(TestContext.Current.CancellationToken));
        Assert.Equal("CS9035", error.Id);
        Assert.Contains("Primitives.ObjectId", error.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_field_does_not_compile()
    {
        var compilation = Generation.Compilation("class User { object? Get(Sample.Names alert) => alert.PsFlux; }");
        Generation.Driver([new SchemaItem("a.avsc", Samples.All["Names"]) { RecordName = "Names" }])
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, TestContext.Current.CancellationToken);
        Assert.Equal("CS1061", Assert.Single(generated.GetDiagnostics(TestContext.Current.CancellationToken)).Id);
    }

    [Fact]
    public void A_query_of_one_survey_does_not_compile_for_another()
    {
        // As a consumer takes it.
        const string User = """
            interface IConsumer<T> where T : class, FinkTyped.IAvroRecord<T> { void Read<TResult>(FinkTyped.AlertQuery<T, TResult> query); }
            class User
            {
                void Right(IConsumer<Sample.Primitives> of) => of.Read(Sample.Primitives.Where(a => a.Flag).Select(a => a.Candid));
                void Wrong(IConsumer<Sample.Primitives> of) => of.Read(Sample.Optional.Where(a => a.Last > 0).Select(a => a.First));
                object Part() => Sample.Item.Where(a => true);
            }
            """;
        Generation.Driver([new SchemaItem("a.avsc", Samples.All["Primitives"]) { RecordName = "Primitives" }, new SchemaItem("b.avsc", Samples.All["Optional"]) { RecordName = "Optional" }])
            .RunGeneratorsAndUpdateCompilation(Generation.Compilation(User), out var generated, out _, TestContext.Current.CancellationToken);
        var errors = generated.GetDiagnostics(TestContext.Current.CancellationToken).Select(d => (d.Id, Line: d.Location.GetLineSpan().StartLinePosition.Line + 1));
        // The wrong survey's, and one of a record that is no alert.
        Assert.Equal([("CS1503", 5), ("CS0117", 6)], errors);
    }

    [Fact]
    public void Internal_types_are_internal()
    {
        foreach (var sample in Samples.All)
        {
            Assert.Empty(Generation.Build([new SchemaItem("a.avsc", sample.Value) { Access = "internal" }]).GetExportedTypes());
        }
    }

    [Theory]
    [InlineData("String")]
    [InlineData("System")]
    [InlineData("Nullable")]
    [InlineData("FinkTyped")]
    [InlineData("AvroReader")]
    [InlineData("Object")]
    [InlineData("Int32")]
    [InlineData("DoubleItem")]
    [InlineData("Buffer")]
    [InlineData("lower")]
    public void A_record_may_be_called_as_anything(string name) => Generation.Build(
        Samples.All.Select(s => new SchemaItem(s.Key + ".avsc", s.Value) { RecordName = name, Namespace = "A." + s.Key }));

    [Theory]
    [InlineData("System")]
    [InlineData("FinkTyped")]
    [InlineData("My.System.FinkTyped")]
    [InlineData("Primitives")]
    public void A_namespace_may_be_called_as_anything(string name) => Generation.Build(
        [new SchemaItem("a.avsc", Samples.All["Primitives"]) { Namespace = name }]);

    [Fact]
    public void A_field_may_be_called_as_anything()
    {
        string[] names =
        [
            "system", "global", "FinkTyped", "reader", "writer", "record", "value", "v0", "Double", "nullable", "get_x", "x", "finalize",
            "hash_code", "get_hash_code", "equals", "to_string", "clone", "view", "where", "select", "print_members", "deconstruct",
            "op_Equality", "memberwise_clone", "get_type", "reference_equals", "schema", "read", "write", "var", "dynamic", "async", "nameof",
        ];
        var types = new[] { "\"int\"", "[\"null\",\"bytes\"]", "{\"type\":\"array\",\"items\":\"string\"}" };
        foreach (var type in types)
        {
            var fields = string.Join(',', names.Select(n => $$"""{"name":"{{n}}","type":{{type}}}"""));
            Generation.Build($$"""{"type":"record","name":"R","fields":[{{fields}}]}""");
        }
    }
}
