using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using FinkTyped.Columns;
using FinkTyped.Lsst;
using FinkTyped.Simulation;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Tests.Packages;

/// <summary>What users hold in their hands can be printed and written as JSON, whatever is in it.</summary>
public sealed class PublicValueTests
{
    // NaN is a value of alerts; System.Text.Json writes it where it is told to.
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    // What generic types are looked at with: the first that they take.
    private static readonly Type[] Arguments = [typeof(ZtfAlert), typeof(ColumnPath), typeof(DayOfWeek)];

    /// <summary>All public value types and records of all packages; those that live on the stack alone cannot be asked.</summary>
    public static TheoryData<Type> Types =>
        [.. Assemblies().SelectMany(a => a.GetExportedTypes()).Where(IsValue).Select(Closed).OrderBy(t => t.FullName, StringComparer.Ordinal)];

    [Fact]
    public void Values_of_every_package_are_looked_at()
    {
        var packages = Assemblies().Select(a => a.GetName().Name).ToList();

        Assert.Superset(new HashSet<string?> { "FinkTyped", "FinkTyped.Kafka", "FinkTyped.Surveys", "FinkTyped.Simulation", "FinkTyped.Extensions.Hosting", "FinkTyped.Columns", "FinkTyped.Codecs", "FinkTyped.Pages", "FinkTyped.Dashboard" }, packages.ToHashSet());
        Assert.Contains(Types, row => row.Data == typeof(ZtfAlert));
        Assert.Contains(Types, row => row.Data == typeof(DiaSource));
        Assert.Contains(Types, row => row.Data == typeof(Astronomy.Flux));
        Assert.Contains(Types, row => row.Data == typeof(Kafka.AlertConsumerOptions));
        Assert.Contains(Types, row => row.Data == typeof(AlertParquetOptions));
        Assert.Contains(Types, row => row.Data == typeof(Dashboard.DashboardSnapshot));
        Assert.Contains(Types, row => row.Data == typeof(AlertInFile<ZtfAlert>));
        Assert.Contains(Types, row => row.Data == typeof(ColumnMap<ColumnPath>));
    }

    [Theory]
    [MemberData(nameof(Types), DisableDiscoveryEnumeration = true)]
    public void Value_is_printed_and_serialised(Type type)
    {
        if (type.IsValueType) Look(Activator.CreateInstance(type)!);
        Look(SampleValues.Of(type)!);
    }

    [Fact]
    public void Alerts_are_printed_and_serialised()
    {
        Look(new ZtfSimulator().Next());
        Look(new LsstSimulator().Next());
        foreach (var alert in SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst)) Look(alert);
    }

    private static void Look(object value)
    {
        // In this order: a cycle is an exception of the serialiser, and the end of the process when printed.
        Assert.NotEqual("", JsonSerializer.Serialize(value, value.GetType(), Options));
        // The path of a whole alert names nothing.
        if (IsPath(value.GetType()) && value.Equals(Activator.CreateInstance(value.GetType()))) Assert.Equal("", value.ToString());
        else Assert.NotEqual("", value.ToString());
    }

    private static bool IsPath(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IColumnPaths<>));

    private static List<Assembly> Assemblies() =>
        [.. Directory.GetFiles(AppContext.BaseDirectory, "FinkTyped*.dll").Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal)).Select(Assembly.Load)];

    // In nobody's hands.
    private static bool IsForGeneratedCode(Type type) => type.ContainsGenericParameters && type.Namespace == "FinkTyped.Generated";

    private static Type Closed(Type type)
    {
        if (!type.ContainsGenericParameters) return type;
        foreach (var argument in Arguments)
        {
            try
            {
                return type.MakeGenericType([.. type.GetGenericArguments().Select(_ => argument)]);
            }
            catch (ArgumentException)
            {
                // It wants another one.
            }
        }

        throw new InvalidOperationException($"{type} takes none of the arguments: add one that it takes.");
    }

    private static bool IsValue(Type type) =>
        !type.IsEnum && !type.IsByRefLike && type.GetMethod("MoveNext") is null && !IsForGeneratedCode(type)
        && (type.IsValueType || (SampleValues.IsRecord(type) && !type.IsAbstract));
}
