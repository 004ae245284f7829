using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FinkTyped.Generated;

/// <summary>Opens values without parts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ValueViews :
    IAvroView<bool>, IAvroView<int>, IAvroView<long>, IAvroView<float>, IAvroView<double>,
    IAvroView<bool?>, IAvroView<int?>, IAvroView<long?>, IAvroView<float?>, IAvroView<double?>,
    IAvroView<AvroString>, IAvroView<AvroBytesView>, IAvroView<AvroNull>
{
    static bool IAvroView<bool>.Open(AvroValueView value) => value.Scalar<bool>();

    static int IAvroView<int>.Open(AvroValueView value) => value.Scalar<int>();

    static long IAvroView<long>.Open(AvroValueView value) => value.Scalar<long>();

    static float IAvroView<float>.Open(AvroValueView value) => value.Scalar<float>();

    static double IAvroView<double>.Open(AvroValueView value) => value.Scalar<double>();

    static bool? IAvroView<bool?>.Open(AvroValueView value) => value.Scalar<bool?>();

    static int? IAvroView<int?>.Open(AvroValueView value) => value.Scalar<int?>();

    static long? IAvroView<long?>.Open(AvroValueView value) => value.Scalar<long?>();

    static float? IAvroView<float?>.Open(AvroValueView value) => value.Scalar<float?>();

    static double? IAvroView<double?>.Open(AvroValueView value) => value.Scalar<double?>();

    static AvroString IAvroView<AvroString>.Open(AvroValueView value) => value.Text();

    static AvroBytesView IAvroView<AvroBytesView>.Open(AvroValueView value) => value.Bytes();

    static AvroNull IAvroView<AvroNull>.Open(AvroValueView value) => default;
}

/// <summary>Opens symbols of an enum.</summary>
/// <typeparam name="TEnum">The C# enum, whose values are the indexes of the symbols.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EnumViews<TEnum> : IAvroView<TEnum>, IAvroView<TEnum?> where TEnum : struct, Enum
{
    static TEnum IAvroView<TEnum>.Open(AvroValueView value) => Symbol(value.Scalar<int>());

    static TEnum? IAvroView<TEnum?>.Open(AvroValueView value) => value.Scalar<int?>() is { } index ? Symbol(index) : null;

    private static TEnum Symbol(int index) =>
        Unsafe.SizeOf<TEnum>() == sizeof(int) ? Unsafe.BitCast<int, TEnum>(index) : (TEnum)Enum.ToObject(typeof(TEnum), index);
}

/// <summary>Opens unions of one type, which look like that type.</summary>
/// <typeparam name="T">What the type shows as.</typeparam>
/// <typeparam name="TOpener">How it is opened.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OnlyViews<T, TOpener> : IAvroView<T> where T : allows ref struct where TOpener : IAvroView<T>, allows ref struct
{
    static T IAvroView<T>.Open(AvroValueView value) => TOpener.Open(value.Branch(out _));
}
