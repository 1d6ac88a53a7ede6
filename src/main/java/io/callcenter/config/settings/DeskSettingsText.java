package io.callcenter.config.settings;

import io.callcenter.web.PopUrl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is set about the agents' own page, read from its texts. */
public final class DeskSettingsText {
    private DeskSettingsText() {}

    /** Header fields that the page shows. */
    public static List<String> shown(Settings settings) {
        return names(settings.text("cc.desk.headers"));
    }

    /** Header fields that are kept with a call: those that are shown, and those in the address of the customer's page. */
    public static List<String> kept(Settings settings) {
        Set<String> names = new LinkedHashSet<>(shown(settings));
        pop(settings).ifPresent(pop -> names.addAll(pop.fields()));
        return new ArrayList<>(names);
    }

    /** The address of the customer's page; the setting is checked. */
    public static Optional<PopUrl> pop(Settings settings) {
        String text = settings.text("cc.desk.pop-url");
        return text.isEmpty() ? Optional.empty() : Optional.of(PopUrl.of(text));
    }

    /** Names of fields that routes do not see either, so that they can never be there. */
    static List<String> missing(Settings settings) {
        List<String> seen = names(settings.text("cc.sip.headers"));
        return kept(settings).stream()
                .filter(name -> seen.stream().noneMatch(name::equalsIgnoreCase))
                .toList();
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
