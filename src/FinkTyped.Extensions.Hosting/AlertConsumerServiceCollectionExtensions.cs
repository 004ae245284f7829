using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FinkTyped.Extensions.Hosting;

/// <summary>Adds consumers of alerts to a host.</summary>
public static class AlertConsumerServiceCollectionExtensions
{
    /// <summary>Runs a handler for each alert for as long as the host runs.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">
    /// Sets the options. They are checked when the host starts, which fails with an <see cref="OptionsValidationException"/> that says what to do.
    /// </param>
    /// <typeparam name="T">The alert's type, generated from its schema.</typeparam>
    /// <typeparam name="THandler">
    /// What is done with an alert; added as a scoped service unless it is there already. Adding the same pair again changes the options of the
    /// one consumer.
    /// </typeparam>
    public static IServiceCollection AddAlertConsumer<T, THandler>(this IServiceCollection services, Action<AlertServiceOptions<T>> configure)
        where T : class, IAvroRecord<T>
        where THandler : class, IAlertHandler<T>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<AlertServiceOptions<T>>(AlertService<T, THandler>.Name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<AlertServiceOptions<T>>, AlertServiceValidation<T, THandler>>());
        services.TryAddScoped<THandler>();
        services.TryAddSingleton<AlertService<T, THandler>>();
        services.TryAddSingleton(provider => new AlertConsumerHealthCheck<T, THandler>(provider.GetRequiredService<AlertService<T, THandler>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AlertService<T, THandler>>(
            provider => provider.GetRequiredService<AlertService<T, THandler>>()));
        return services;
    }

    /// <summary>Runs a handler for each alert for as long as the host runs, with options from a configuration section.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">A section with the names of <see cref="AlertServiceOptions{T}"/>; other names in it are an error.</param>
    /// <param name="configure">Sets more options, after the section. Default null.</param>
    /// <inheritdoc cref="AddAlertConsumer{T, THandler}(IServiceCollection, Action{AlertServiceOptions{T}})" path="/typeparam"/>
    public static IServiceCollection AddAlertConsumer<T, THandler>(
        this IServiceCollection services, IConfiguration configuration, Action<AlertServiceOptions<T>>? configure = null)
        where T : class, IAvroRecord<T>
        where THandler : class, IAlertHandler<T>
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddAlertConsumer<T, THandler>(options =>
        {
            AlertServiceConfiguration.Bind(configuration, options);
            configure?.Invoke(options);
        });
    }
}
