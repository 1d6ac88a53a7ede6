package io.callcenter.config;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.Main;

/** Camel Main that takes its settings from us alone: no package scan, no environment, no system properties. */
final class CamelMain extends Main {
    CamelMain(Properties settings) {
        // Without a class as argument: with one, package scanning finds configuration classes a second time.
        setOverrideProperties(settings);
        configure()
                .withAutoConfigurationEnvironmentVariablesEnabled(false)
                .withAutoConfigurationSystemPropertiesEnabled(false)
                .withBasePackageScanEnabled(false);
    }

    @Override
    protected CamelContext createCamelContext() {
        CamelContext context = super.createCamelContext();
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        return context;
    }
}
