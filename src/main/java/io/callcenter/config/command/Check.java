package io.callcenter.config.command;

import io.callcenter.config.Foundation;
import io.callcenter.config.Jms;
import io.callcenter.config.Stores;
import io.callcenter.config.routes.ExtraRoutes;
import io.callcenter.config.routes.RouteFiles;
import io.callcenter.config.routes.UncalledRoutes;
import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.store.database.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Looks at what a start would need, changes nothing and starts nothing: users, databases with their tables, an external broker, the integrator's route files
 * (their syntax; that their endpoints can be built is seen at the start).
 */
final class Check {
    private final Settings settings;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings;

    Check(Settings settings) {
        this.settings = settings;
        this.warnings = new ArrayList<>(settings.warnings());
    }

    /** What is wrong, one line each; empty when nothing is. */
    List<String> problems() {
        users();
        databases();
        broker();
        routes();
        return List.copyOf(problems);
    }

    /** What a start would warn of, one line each; complete once {@link #problems} has looked. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The statements that make the missing tables. */
    static String sql(Settings settings) throws StartFailed {
        try (Databases databases = Stores.open(settings)) {
            return databases.script(Stores.names(settings));
        }
    }

    private void users() {
        try {
            Foundation.users(settings);
        } catch (StartFailed e) {
            problems.add(e.getMessage());
        }
    }

    private void databases() {
        try {
            problems.addAll(Stores.problems(settings));
        } catch (StartFailed e) {
            problems.add(e.getMessage());
        }
    }

    /** The embedded broker has nothing that could be away. */
    private void broker() {
        if (settings.text("cc.jms.url").equals(Jms.EMBEDDED)) {
            return;
        }
        try (Jms jms = Jms.external(settings)) {
            jms.trouble().ifPresent(why -> problems.add("cc.jms.url = " + settings.shown("cc.jms.url") + ": " + why));
        } catch (StartFailed e) {
            problems.add(e.getMessage());
        }
    }

    private void routes() {
        settings.path("cc.routes.extra").filter(Files::isDirectory).ifPresent(this::routes);
    }

    private void routes(Path folder) {
        CamelContext context = new DefaultCamelContext();
        context.build();
        try (Stream<Path> list = Files.list(folder)) {
            RouteFiles reader = new RouteFiles(context);
            Map<Path, byte[]> files = new TreeMap<>();
            for (Path file : list.filter(ExtraRoutes::isRouteFile).toList()) {
                files.put(file, Files.readAllBytes(file));
            }
            files.keySet().forEach(file -> route(reader, file, files));
        } catch (IOException e) {
            problems.add("cc.routes.extra = " + folder + ": " + Reason.of(e));
        } finally {
            context.stop();
        }
    }

    private void route(RouteFiles reader, Path file, Map<Path, byte[]> files) {
        try {
            List<String> entrances = reader.entrances(RouteFiles.resource(file.toString(), files.get(file)));
            UncalledRoutes.warnings(entrances, files.values()).forEach(line -> warnings.add(file + ": " + line));
        } catch (Exception e) {
            problems.add(file + ": " + Reason.of(e));
        }
    }
}
