using System.Numerics;

namespace FinkTyped;

// Questions about all items. What is null is passed over, and so is NaN, which stands for no value: as numpy's nanmax, nanmin and nansum do.
public readonly ref partial struct AvroArrayView<T, TOpener>
{
    /// <summary>The largest of what is selected of the items; nulls and NaN are passed over. Null where nothing else is left.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public TValue? Max<TValue>(Func<T, TValue?> selector) where TValue : struct, INumber<TValue>
    {
        ArgumentNullException.ThrowIfNull(selector);
        TValue? max = null;
        foreach (var item in this)
        {
            if (selector(item) is { } value && !TValue.IsNaN(value) && !(value <= max)) max = value;
        }

        return max;
    }

    /// <inheritdoc cref="Max{TValue}(Func{T, Nullable{TValue}})"/>
    public TValue? Max<TValue>(Func<T, TValue> selector) where TValue : struct, INumber<TValue>
    {
        ArgumentNullException.ThrowIfNull(selector);
        TValue? max = null;
        foreach (var item in this)
        {
            var value = selector(item);
            if (!TValue.IsNaN(value) && !(value <= max)) max = value;
        }

        return max;
    }

    /// <summary>The smallest of what is selected of the items; nulls and NaN are passed over. Null where nothing else is left.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public TValue? Min<TValue>(Func<T, TValue?> selector) where TValue : struct, INumber<TValue>
    {
        ArgumentNullException.ThrowIfNull(selector);
        TValue? min = null;
        foreach (var item in this)
        {
            if (selector(item) is { } value && !TValue.IsNaN(value) && !(value >= min)) min = value;
        }

        return min;
    }

    /// <inheritdoc cref="Min{TValue}(Func{T, Nullable{TValue}})"/>
    public TValue? Min<TValue>(Func<T, TValue> selector) where TValue : struct, INumber<TValue>
    {
        ArgumentNullException.ThrowIfNull(selector);
        TValue? min = null;
        foreach (var item in this)
        {
            var value = selector(item);
            if (!TValue.IsNaN(value) && !(value >= min)) min = value;
        }

        return min;
    }

    /// <summary>The sum of what is selected of the items, in double precision; nulls and NaN are passed over. 0 where nothing else is left.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public double Sum(Func<T, double?> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var sum = 0.0;
        foreach (var item in this)
        {
            if (selector(item) is { } value && !double.IsNaN(value)) sum += value;
        }

        return sum;
    }

    /// <summary>The sum of what is selected of the items; nulls are passed over. 0 where nothing else is left.</summary>
    /// <exception cref="OverflowException">The sum exceeds 64 bits.</exception>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public long Sum(Func<T, long?> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var sum = 0L;
        foreach (var item in this) sum = checked(sum + selector(item).GetValueOrDefault());
        return sum;
    }

    /// <summary>Whether there is an item.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public bool Any() => GetEnumerator().MoveNext();

    /// <summary>Whether a function accepts some item. It looks no further than at the first.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public bool Any(Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (var item in this)
        {
            if (predicate(item)) return true;
        }

        return false;
    }

    /// <summary>Whether a function accepts every item; true where there is none.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public bool All(Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (var item in this)
        {
            if (!predicate(item)) return false;
        }

        return true;
    }

    /// <summary>How many items a function accepts.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public int CountOf(Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var count = 0;
        foreach (var item in this)
        {
            if (predicate(item)) count++;
        }

        return count;
    }

    /// <summary>The first item.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public T First()
    {
        foreach (var item in this) return item;
        throw new InvalidOperationException("there is no item");
    }

    /// <summary>The first item that a function accepts.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public T First(Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (var item in this)
        {
            if (predicate(item)) return item;
        }

        throw new InvalidOperationException("there is no such item");
    }
}
