package io.callcenter.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Camel's test support over the real application: {@code context}, {@code template}, {@code consumer} and mocks are the running program's. */
abstract class ApplicationTestSupport extends CamelMainTestSupport {
    @TempDir
    Path folder;

    StartedApplication application;

    /** What this test sets; ports are free ones and all files are in {@link #folder}. */
    Map<String, String> settings() {
        return Map.of();
    }

    /** The integrator's files of routes, put into the folder from which the application reads them. */
    Path[] routeFiles() {
        return new Path[0];
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        Path routes = Files.createDirectories(folder.resolve("routes"));
        for (Path file : routeFiles()) {
            Files.copy(file, routes.resolve(file.getFileName()));
        }
        application = StartedApplication.in(folder, settings());
        return application.application().context();
    }

    @AfterEach
    void closeApplication() {
        if (application != null) {
            application.close();
        }
    }
}
