package io.callcenter.config.settings;

import java.util.List;

/** Settings of how callers learn their place again. */
final class PlaceOptions {
    private PlaceOptions() {}

    static List<Option> all() {
        return List.of(
                new Option(
                        "cc.queue-ewt-param",
                        OptionKind.text("name of a URI parameter", "[A-Za-z0-9_.-]*"),
                        "",
                        "off",
                        "URI parameter with the expected wait, in seconds and rounded up to half a minute, of the message that tells callers their place"
                                + " again (message_position in cc_x_flow_settings).",
                        "When the message is to say how long it takes."),
                new Option(
                        "cc.position-rate",
                        OptionKind.whole(1, 10_000),
                        "20",
                        "",
                        "Messages with places a second at most; others come later.",
                        "To what the media server can begin in a second."));
    }
}
