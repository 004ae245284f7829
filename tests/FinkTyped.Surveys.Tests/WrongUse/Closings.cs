using System.Reflection;
using FinkTyped.Generated;
using FinkTyped.Tests.Resolution;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests.WrongUse;

/// <summary>Type arguments for the generic members of views, those among them that do not go with what is looked at.</summary>
internal static class Closings
{
    private static readonly Type[] Views = [.. new[] { typeof(ZtfAlert), typeof(Everything) }
        .SelectMany(t => t.Assembly.GetTypes()).Where(t => t is { Name: "View", IsByRefLike: true })];

    private static readonly Type[][] Openers =
    [
        [typeof(bool), typeof(ValueViews)], [typeof(int?), typeof(ValueViews)], [typeof(long), typeof(ValueViews)], [typeof(float), typeof(ValueViews)],
        [typeof(double?), typeof(ValueViews)], [typeof(AvroString), typeof(ValueViews)], [typeof(AvroBytesView), typeof(ValueViews)],
        [typeof(AvroNull), typeof(ValueViews)], [typeof(DayOfWeek), typeof(EnumViews<DayOfWeek>)], [typeof(AvroValueView), typeof(AvroValueView)],
        [typeof(AvroArrayView<int, ValueViews>), typeof(AvroArrayView<int, ValueViews>)],
        [typeof(AvroMapView<double, ValueViews>), typeof(AvroMapView<double, ValueViews>)],
        .. Views.Take(4).Select(v => new[] { v, v }), [typeof(Place.View), typeof(Place.View)],
    ];

    /// <summary>The views of records, of all stock surveys and of the tests.</summary>
    public static Type[] RecordViews { get; } = [.. Views.Where(v => v.GetMethod("ToRecord") is not null)];

    /// <summary>The views of unions.</summary>
    public static Type[] UnionViews { get; } = [.. Views.Where(v => v.GetMethod("ToUnion") is not null)];

    /// <summary>What lies about the fields of records.</summary>
    public static Type[] Liars { get; } = [.. new[] { typeof(ZtfAlert), typeof(Candidate), typeof(Everything), typeof(Place) }
        .SelectMany(r => new[] { typeof(Boaster<>), typeof(Mumbler<>) }.Select(l => l.MakeGenericType(r)))];

    /// <summary>A method as it is, or, of a generic one, with each of the type arguments to try.</summary>
    public static IEnumerable<MethodBase> Of(MethodBase method) => method is MethodInfo { IsGenericMethodDefinition: true } open
        ? TypeArguments(open).Select(types => open.MakeGenericMethod(types))
        : [method];

    private static IEnumerable<Type[]> TypeArguments(MethodInfo method) => method.Name switch
    {
        "Max" or "Min" => [[typeof(double)], [typeof(int)]],
        "Scalar" => [[typeof(bool)], [typeof(int)], [typeof(long)], [typeof(float)], [typeof(double)], [typeof(bool?)], [typeof(int?)],
            [typeof(long?)], [typeof(float?)], [typeof(double?)], [typeof(string)], [typeof(decimal)]],
        "View" or "Record" => [.. RecordViews.Concat(UnionViews).Select(v => new[] { v }), [typeof(AvroValueView)]],
        "Array" or "Map" => Openers,
        "RecordsToKeep" or "RecordMapToKeep" => [[typeof(ZtfAlert)], [typeof(Everything)], [typeof(Place)]],
        "ArrayToKeep" or "MapToKeep" => [[typeof(long), typeof(Whole)], [typeof(string), typeof(Word)]],
        _ => throw new NotSupportedException($"{method} is generic, and there are no type arguments to try: add some"),
    };

    private readonly struct Whole : IAvroItem<long>
    {
        public static long Keep(AvroValueView value) => value.Scalar<long>();

        public static void Write(ref AvroWriter writer, long value) => writer.WriteLong(value);
    }

    private readonly struct Word : IAvroItem<string>
    {
        public static string Keep(AvroValueView value) => value.TextToKeep()!;

        public static void Write(ref AvroWriter writer, string value) => writer.WriteString(value);
    }
}
