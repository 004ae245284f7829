using System.Reflection;
using FinkTyped.Columns;
using FinkTyped.Lsst;
using FinkTyped.Rubin;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>The names that columns are asked for by lead to the fields they say.</summary>
public sealed class ColumnNameTests
{
    [Fact]
    public void Names_are_the_paths_of_the_schema()
    {
        Assert.Equal("diaSource.psfFlux", LsstAlert.Columns.DiaSource.PsfFlux);
        Assert.Equal("prvDiaSources.psfFlux", (string)LsstAlert.Columns.PrvDiaSources.PsfFlux);
        Assert.Equal("diaSource", (string)LsstAlert.Columns.DiaSource);
        Assert.Equal("candidate.magpsf", ZtfAlert.Columns.Candidate.Magpsf);
        Assert.StartsWith("lc_features.g.", LsstAlert.Columns.LcFeatures["g"].Amplitude, StringComparison.Ordinal);
        Assert.Equal("""lc_features["a.b"]""", LsstAlert.Columns.LcFeatures["a.b"]);
        string[] wanted = [LsstAlert.Columns.DiaSource.PsfFlux, LsstAlert.Columns.PrvDiaSources.Band];
        using var columns = new AlertColumns(LsstAlert.Schema, wanted);
        Assert.IsType<AlertListColumn>(columns.Columns[1]);
    }

    [Fact]
    public void Every_name_leads_to_a_column()
    {
        Assert.True(Check(LsstAlert.Schema, LsstAlert.Columns) > 400);
        Assert.True(Check(ZtfAlert.Schema, ZtfAlert.Columns) > 200);
        Assert.True(Check(RubinAlert.Schema, RubinAlert.Columns) > 200);
    }

    private static int Check(AvroSchema schema, object paths)
    {
        var count = 0;
        foreach (var property in paths.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var path = property.GetValue(paths)!;
            using (new AlertColumns(schema, path.ToString()!)) count++;
            if (path.GetType().Name == "ColumnPaths") count += Check(schema, path);
        }

        return count;
    }
}
