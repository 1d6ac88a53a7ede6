package io.callcenter.config;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * Camel Main that takes its settings from us alone: no package scan, no environment, no system properties. Its context exists from the
 * beginning, so that beans can be given it before anything starts.
 */
final class CamelMain extends Main {
    private final CamelContext context;

    CamelMain(Properties settings) {
        // Without a class as argument: with one, package scanning finds configuration classes a second time.
        setOverrideProperties(settings);
        // The usual one adds a shutdown hook of its own; when to stop is not Camel's business here.
        setShutdownStrategy(new SimpleMainShutdownStrategy());
        configure()
                .withAutoConfigurationEnvironmentVariablesEnabled(false)
                .withAutoConfigurationSystemPropertiesEnabled(false)
                .withBasePackageScanEnabled(false);
        context = super.createCamelContext();
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    }

    @Override
    protected CamelContext createCamelContext() {
        return context;
    }

    /** The context, started or not. */
    CamelContext context() {
        return context;
    }
}
