package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.store.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder {@code cc.data}, for the owner of the process only: it holds callers' numbers, and what is needed to forge a BYE. */
final class DataFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final List<String> OURS = List.of(
            "node.properties",
            "journal",
            "ha",
            "h2",
            "broker",
            "provisioning.json",
            "dead",
            "quarantine",
            "web-sessions.json",
            "web-sessions.json.new",
            ".camel-call-center-demo");
    private static final String OF_A_DISK = "lost+found";

    private DataFolder() {}

    /**
     * Makes it where it is missing; where others could read it, they no longer can.
     *
     * @throws StartFailed when it cannot be made, or when others may read it and that cannot be changed, or not without harm to somebody else
     */
    static Path of(Settings settings) throws StartFailed {
        Path data = settings.path("cc.data").orElseThrow();
        String name = "cc.data = " + settings.text("cc.data") + ": ";
        try {
            PrivateFiles.folder(data);
            if (PrivateFiles.shared(data)) {
                if (ofSomebodyElse(data)) {
                    throw new StartFailed(
                            name
                                    + "other users may read it, and it holds other files; name a folder for the contact center alone, or chmod 700 it");
                }
                narrow(data, name);
            }
            return data;
        } catch (IOException e) {
            throw new StartFailed(name + Reason.of(e), e);
        }
    }

    private static void narrow(Path data, String name) throws StartFailed {
        try {
            for (String ours : OURS) {
                PrivateFiles.narrow(data.resolve(ours));
            }
            PrivateFiles.narrowFolder(data);
            LOG.info("{}other users could read it; now only its owner can", name);
        } catch (IOException e) {
            throw new StartFailed(
                    name + "other users may read it, and this user cannot change that (" + Reason.of(e)
                            + "); chmod 700 it, or name a folder in it, which is then created",
                    e);
        }
    }

    private static boolean ofSomebodyElse(Path data) throws IOException {
        if (OURS.stream().anyMatch(name -> Files.exists(data.resolve(name)))) {
            return false;
        }
        try (Stream<Path> entries = Files.list(data)) {
            return entries.anyMatch(entry -> !entry.endsWith(OF_A_DISK));
        }
    }
}
