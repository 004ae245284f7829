using FinkTyped.Tests;

namespace FinkTyped.Columns.Tests;

/// <summary>Parquet files and folders that are made in one call.</summary>
public sealed class ParquetFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fink-parquet-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_has_the_row_groups_the_codec_and_the_metadata_that_are_wanted()
    {
        var options = new AlertParquetOptions
        {
            Columns = new ColumnOptions { Fields = ["candid", "candidate.magpsf"], MaxRows = 10 },
            Codec = ParquetCodec.Snappy,
            Metadata = new Dictionary<string, string> { ["night"] = "20260322" },
        };
        var path = At("night.parquet");
        Assert.Equal(31, await AlertFile.ToParquetAsync([SharedAlerts.PathOf(SharedAlerts.Ztf)], path, options, Stop));
        Assert.Equal(
            [[0L, 10L], [1L, 10L], [2L, 10L], [3L, 1L]],
            DuckJson.Query($"select distinct row_group_id, row_group_num_rows from parquet_metadata('{path}') order by 1"));
        Assert.Equal("SNAPPY", DuckJson.Query($"select distinct compression from parquet_metadata('{path}')")[0][0]);
        Assert.Equal("20260322", DuckJson.Query($"select decode(value) from parquet_kv_metadata('{path}') where decode(key) = 'night'")[0][0]);
        Assert.Equal([path], Entries());
    }

    [Fact]
    public async Task Folders_hold_the_alerts_by_their_fields_and_SQL_finds_them_there()
    {
        var options = new AlertParquetOptions { PartitionBy = HivePartitioning.ByFields("candidate.fid", "publisher") };
        var folder = At("night");
        Assert.Equal(31, await AlertFile.ToParquetAsync([SharedAlerts.PathOf(SharedAlerts.Ztf)], folder, options, Stop));
        var expected = SharedAlerts.Expected(SharedAlerts.Ztf)
            .Select(a => $"{a.GetProperty("candid").GetInt64()} {a.GetProperty("candidate").GetProperty("fid").GetInt32()} {a.GetProperty("publisher").GetString()}");
        var rows = DuckJson.Query($"""select candid, "candidate.fid", publisher from read_parquet('{folder}/*/*/*.parquet', hive_partitioning = true)""");
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Select(r => $"{r[0]} {r[1]} {r[2]}").Order(StringComparer.Ordinal));
        // A field of the whole alert is in the name of the folder alone.
        var file = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)[0];
        Assert.Empty(DuckJson.Query($"select 1 from (describe select * from read_parquet('{file}', hive_partitioning = false)) where column_name = 'publisher'"));
        Assert.Equal([folder], Entries());
        await Assert.ThrowsAsync<IOException>(() => AlertFile.ToParquetAsync([SharedAlerts.PathOf(SharedAlerts.Ztf)], folder, options, Stop));
    }

    [Fact]
    public void Values_of_ones_own_name_folders_and_what_Hive_escapes_is_escaped()
    {
        string?[] values = ["a/b=c%", null, "", "x\u202Ey"];
        var folders = new HivePartitioning(["a", "b", "c", "d"], _ => values);
        Assert.Equal("a=a%2Fb%3Dc%25/b=__HIVE_DEFAULT_PARTITION__/c=__HIVE_DEFAULT_PARTITION__/d=x_y", folders.FolderOf(default));
        Assert.Throws<ArgumentException>(() => new HivePartitioning(["a/b"], _ => values));
        Assert.Throws<ArgumentException>(() => new HivePartitioning([], _ => values));
    }

    [Fact]
    public async Task A_list_cannot_name_a_folder_and_a_field_that_is_not_there_is_told()
    {
        var source = SharedAlerts.PathOf(SharedAlerts.Ztf);
        foreach (var (path, message) in new[] { ("prv_candidates", "cannot name a folder"), ("candidate.fidd", "did you mean") })
        {
            var options = new AlertParquetOptions { PartitionBy = HivePartitioning.ByFields(path) };
            var fault = await Assert.ThrowsAnyAsync<Exception>(() => AlertFile.ToParquetAsync([source], At("night"), options, Stop));
            Assert.Contains(message, fault.Message, StringComparison.Ordinal);
            Assert.Empty(Entries());
        }
    }

    [Fact]
    public async Task A_file_is_there_whole_or_not_at_all()
    {
        var whole = await File.ReadAllBytesAsync(SharedAlerts.PathOf(SharedAlerts.Ztf), Stop);
        var (cut, path) = (At("cut.avro"), At("night.parquet"));
        await File.WriteAllBytesAsync(cut, whole[..(whole.Length / 2)], Stop);
        await Assert.ThrowsAnyAsync<AvroException>(() => AlertFile.ToParquetAsync([cut], path, null, Stop));
        Assert.Equal([cut], Entries());

        // Who lets bad files pass gets what is whole of them.
        var bad = new List<BadFile>();
        var options = new AlertParquetOptions
        {
            Columns = new ColumnOptions { Files = new AlertFileOptions { OnBadFile = OnBadFile.Skip, BadFileFound = bad.Add } },
        };
        var alerts = await AlertFile.ToParquetAsync([cut], path, options, Stop);
        Assert.InRange(alerts, 10, 20);
        Assert.Equal(alerts, DuckJson.Query($"select count(*) from '{path}'")[0][0]);
        Assert.Equal(AlertFileFault.Cut, Assert.IsType<AlertFileException>(Assert.Single(bad).Exception).Fault);

        // One that is there stays, unless it is to give way.
        await Assert.ThrowsAsync<IOException>(() => AlertFile.ToParquetAsync([cut], path, options, Stop));
        Assert.Equal(alerts, await AlertFile.ToParquetAsync([cut], path, options with { Overwrites = true }, Stop));
        Assert.Equal([cut, path], Entries());
    }

    [Fact]
    public async Task No_alert_makes_no_file_unless_the_columns_are_known()
    {
        var (empty, path) = (At("empty.avro"), At("night.parquet"));
        var schema = (AvroRecordSchema)SharedAlerts.Datums(SharedAlerts.Ztf)[0].WriterSchema;
        AlertFileWriter.Create(empty, schema).Dispose();
        Assert.Equal(0, await AlertFile.ToParquetAsync([empty], path, null, Stop));
        Assert.Equal([empty], Entries());
        var folders = new AlertParquetOptions { PartitionBy = HivePartitioning.ByFields("publisher") };
        Assert.Equal(0, await AlertFile.ToParquetAsync([empty], At("folder"), folders, Stop));
        Assert.Equal([empty], Entries());
        var known = new AlertParquetOptions { Columns = new ColumnOptions { Schema = schema, Fields = ["candid"] } };
        Assert.Equal(0, await AlertFile.ToParquetAsync([empty], path, known, Stop));
        Assert.Equal(0L, DuckJson.Query($"select count(candid) from '{path}'")[0][0]);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private IEnumerable<string> Entries() => _folder.EnumerateFileSystemInfos().Select(e => e.FullName).Order(StringComparer.Ordinal);
}
