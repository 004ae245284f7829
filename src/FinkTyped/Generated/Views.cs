using System.ComponentModel;

namespace FinkTyped.Generated;

/// <summary>What generated code begins with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Views
{
    /// <summary>Opens a record.</summary>
    /// <exception cref="InvalidOperationException">It is another record than the view's.</exception>
    public static TView Open<TView>(AvroRecordView record) where TView : IAvroView<TView>, allows ref struct => TView.Open(record);

    /// <summary>The query for every alert.</summary>
    public static ViewQuery<TAlert, TView> Query<TAlert, TView>() where TAlert : class, IAvroRecord<TAlert> where TView : IAvroView<TView>, allows ref struct =>
        ViewQuery<TAlert, TView>.All;
}
