package io.callcenter.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings with which the contact center runs in the demo, and the route that it loads.
 *
 * @param values by their {@code cc.*} names
 */
record DemoSettings(Map<String, String> values) {
    private static final int SIP_PORT = 5060;
    private static final int HTTP_PORT = 8080;

    /** The caller's number travels as the call's opaque value, so that events can be told apart by it. */
    private static final String ROUTE = """
            # An example of an extension point: the flow is what was dialled, and the caller's number goes with the call as its opaque
            # value, so that each event about the call carries it.
            - route:
                id: demo-choose-flow
                description: Lets each event carry the number of its caller
                from:
                  uri: direct:hook-choose-flow
                  steps:
                    - setHeader:
                        name: CcParam
                        expression:
                          simple: "${header.SipFromUser}"
            """;

    /** Chooses ports that are free and writes the route into the folder. */
    static DemoSettings choose(DemoFolder folder, DemoPace pace, DemoOptions options) throws IOException {
        // Who watches may want to call: the usual ports are easier to remember. Who counts calls may run beside others.
        int sip = FreePort.near(options.counted() ? 0 : SIP_PORT);
        int http = FreePort.near(options.counted() ? 0 : HTTP_PORT);
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Files.writeString(routes.resolve("choose-flow.yaml"), ROUTE);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("cc.data", folder.resolve("data").toString());
        values.put("cc.routes.extra", routes.toString());
        values.put("cc.sip.listen", "udp:127.0.0.1:" + sip + ",tcp:127.0.0.1:" + sip);
        values.put("cc.http.address", "127.0.0.1");
        values.put("cc.http.port", Integer.toString(http));
        values.put("cc.agent-ring-timeout", pace.ringTimeout().toMillis() + "ms");
        values.put("cc.setup-timeout", "10s");
        // A first run on a slow machine shall not begin with refused calls.
        values.put("cc.overload.lane-delay", "5s");
        values.put("cc.wrapup-time", Long.toString(pace.wrapUp().toSeconds()));
        values.put("cc.shutdown-timeout", "5s");
        return new DemoSettings(values);
    }
}
