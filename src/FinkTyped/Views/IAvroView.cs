using System.ComponentModel;

namespace FinkTyped.Generated;

/// <summary>
/// How a value is looked at that a field, an array, a map or a union holds. Generated views open themselves; the views of simple values are
/// opened by <see cref="ValueViews"/> and its like.
/// </summary>
/// <typeparam name="TView">What is looked through: a view, or the value itself where it is a number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAvroView<TView> where TView : allows ref struct
{
    /// <summary>Whether it is the view of a record, which <see cref="Open(AvroRecordView)"/> opens.</summary>
    static virtual bool IsOfRecord => false;

    /// <summary>Opens a record.</summary>
    /// <exception cref="InvalidOperationException">It is another record than the view's.</exception>
    static virtual TView Open(AvroRecordView record) => throw new InvalidOperationException("this is not the view of a record");

    /// <summary>Opens a value.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    static abstract TView Open(AvroValueView value);
}
