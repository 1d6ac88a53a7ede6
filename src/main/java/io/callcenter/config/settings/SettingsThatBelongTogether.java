package io.callcenter.config.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.List;

/** Rules over more than one setting. */
final class SettingsThatBelongTogether {
    private SettingsThatBelongTogether() {}

    /** Refuses combinations that cannot work or are not safe. */
    static void check(Settings settings) throws WrongSetting {
        http(settings);
        broker(settings);
        sip(settings);
        HaSettings.check(settings);
        desk(settings);
        for (String file : List.of(
                "cc.http.users",
                "cc.ha.tls.key-store",
                "cc.ha.tls.trust-store",
                "cc.http.tls.key-store",
                "cc.jms.tls.key-store",
                "cc.sip.tls.key-store",
                "cc.sip.tls.trust-store")) {
            exists(settings, file);
        }
    }

    private static void http(Settings settings) throws WrongSetting {
        String address = settings.text("cc.http.address");
        try {
            if (!InetAddress.getByName(address).isLoopbackAddress()
                    && settings.path("cc.http.users").isEmpty()) {
                throw new WrongSetting(
                        "cc.http.users: needed, because cc.http.address = " + address + " is not loopback");
            }
        } catch (UnknownHostException e) {
            throw new WrongSetting("cc.http.address = " + address + ": unknown host");
        }
    }

    private static void broker(Settings settings) throws WrongSetting {
        if (settings.text("cc.jms.acceptor").isEmpty()) {
            return;
        }
        if (!settings.text("cc.jms.url").equals("embedded")) {
            throw new WrongSetting("cc.jms.acceptor: only with cc.jms.url = embedded");
        }
        for (String name : List.of("cc.jms.user", "cc.jms.password")) {
            if (settings.text(name).isEmpty()) {
                throw new WrongSetting(name + ": needed, because cc.jms.acceptor is set");
            }
        }
    }

    private static void sip(Settings settings) throws WrongSetting {
        for (String transport : List.of("tls", "wss")) {
            if (settings.text("cc.sip.listen").contains(transport + ":")
                    && settings.path("cc.sip.tls.key-store").isEmpty()) {
                throw new WrongSetting(
                        "cc.sip.tls.key-store: needed, because cc.sip.listen has a " + transport + " point");
            }
        }
        if (!settings.text("cc.sip.proxy-protocol").isEmpty()
                && !settings.text("cc.sip.listen").matches("(?s).*(tcp|tls|wss?):.*")) {
            throw new WrongSetting("cc.sip.proxy-protocol: only with a tcp, tls, ws or wss point in cc.sip.listen");
        }
        if (settings.text("cc.sip.auth.user").isEmpty()) {
            return;
        }
        if (settings.text("cc.sip.auth.realm").isEmpty()) {
            throw new WrongSetting("cc.sip.auth.realm: needed, because cc.sip.auth.user is set");
        }
        if (settings.text("cc.sip.auth.targets").isEmpty()
                && settings.text("cc.sip.outbound-proxy").isEmpty()) {
            throw new WrongSetting(
                    "cc.sip.auth.targets: needed, because cc.sip.auth.user is set and cc.sip.outbound-proxy is not");
        }
    }

    private static void desk(Settings settings) throws WrongSetting {
        for (String field : DeskSettingsText.missing(settings)) {
            throw new WrongSetting(
                    "cc.sip.headers: " + field + " is needed, because cc.desk.headers or cc.desk.pop-url names it");
        }
    }

    private static void exists(Settings settings, String name) throws WrongSetting {
        if (settings.path(name).filter(path -> !Files.isReadable(path)).isPresent()) {
            throw new WrongSetting(name + " = " + settings.text(name) + ": cannot be read");
        }
    }
}
